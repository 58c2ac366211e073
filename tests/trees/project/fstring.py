import os

number = 3
os.system(f"@GH_BRACED@")
TEXT = r'''
not run: gh issue list
'''
