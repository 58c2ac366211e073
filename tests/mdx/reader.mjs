// Reads MDX documents with the real compiler: a JSON array of texts on standard input, an array of answers on standard
// output. An answer is, for MDX as it is and for MDX with GitHub's extensions, `{"error": …}` or `{"shape": …, "code": […]}`:
// the tree without the values of its code, as text, and those values in the order of the document.
import { readFileSync } from 'node:fs'
import { compileSync, createProcessor } from '@mdx-js/mdx'
import remarkGfm from 'remark-gfm'

if (process.argv.includes('--version')) {
  const manifest = new URL('node_modules/@mdx-js/mdx/package.json', import.meta.url)
  console.log(`@mdx-js/mdx ${JSON.parse(readFileSync(manifest, 'utf8')).version}`)
  process.exit(0)
}

const code = ['code', 'inlineCode']

function read(text, options) {
  try {
    compileSync(text, options)
    const values = []
    const shape = JSON.stringify(createProcessor(options).parse(text), (key, value) => {
      if (key === 'position' || key === 'data') return undefined
      if (value && code.includes(value.type)) {
        values.push({ type: value.type, value: value.value })
        return { ...value, value: '' }
      }
      return value
    })
    return { shape, code: values }
  } catch (error) {
    return { error: String(error.message ?? error) }
  }
}

const texts = JSON.parse(readFileSync(0, 'utf8'))
const answers = texts.map((text) => ({ plain: read(text, {}), github: read(text, { remarkPlugins: [remarkGfm] }) }))
process.stdout.write(JSON.stringify(answers))
