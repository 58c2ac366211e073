// Holds JSON values against a schema: `{"schema": "sarif" or a schema, "values": […]}` on standard input, an array of what is
// wrong with each on standard output; an empty array for a value that is right.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import AjvDraft04 from 'ajv-draft-04'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const require = createRequire(import.meta.url)

if (process.argv.includes('--version')) {
  console.log(`ajv ${require('ajv/package.json').version}`)
  process.exit(0)
}

const { schema, values } = JSON.parse(readFileSync(0, 'utf8'))
const isSarif = schema === 'sarif'
const text = isSarif ? require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') : schema
// A pattern of SARIF's schema is none where patterns are read as Unicode's.
const ajv = new (isSarif ? AjvDraft04 : Ajv2020)({ allErrors: true, strict: false, unicodeRegExp: !isSarif })
addFormats(ajv)
const validate = ajv.compile(text)
const wrong = values.map((value) => {
  validate(value)
  return (validate.errors ?? []).map((error) => `${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`)
})
console.log(JSON.stringify(wrong))
