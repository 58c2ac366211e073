#!/bin/sh
i=0
until @GH@ || [ "$i" -ge 1 ]; do
  i=$((i + 1)) # @KK@
done
@LL@ > numbers.txt
while IFS= read -r n; do
  @GH@
done < numbers.txt
rm -f numbers.txt
