// node sarif.mjs LOG.sarif…: judge logs by the JSON schema of SARIF 2.1.0 (draft 4, formats too).
// Prints JSON: for each log what the schema finds.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const Ajv = require('ajv-draft-04')
const addFormats = require('ajv-formats')
const read = path => JSON.parse(readFileSync(path, 'utf-8'))

// The schema's pattern for languages has a bracket that only patterns without the u flag allow.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
addFormats(ajv)
const schema = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const judge = ajv.compile(read(schema))

const found = process.argv.slice(2).map(path => {
  judge(read(path))
  return (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
})
console.log(JSON.stringify(found))
