// node foliate.mjs BOOK.epub listen RATE | watch RATE FIRST LAST: foliate-js plays a spoken book in
// Chromium. Prints JSON: what was recorded (see foliate.html), and the errors on the page.

import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { launch } from './chromium.mjs'

const HERE = import.meta.dirname
const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' }
const [book, what, ...numbers] = process.argv.slice(2)

const fileOf = path => {
  if (path === '/book.epub') return book
  if (path === '/') return join(HERE, 'foliate.html')
  return join(HERE, 'node_modules', normalize(path))
}
const server = createServer(({ url }, response) => {
  const file = fileOf(new URL(url, 'http://localhost').pathname)
  response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
  createReadStream(file).on('error', () => response.writeHead(404).end()).pipe(response)
})
await new Promise(listening => server.listen(0, '127.0.0.1', listening))

const browser = await launch({
  protocolTimeout: 0, args: ['--autoplay-policy=no-user-gesture-required', '--mute-audio'] })
const errors = []
const page = await browser.newPage()
page.on('pageerror', error => errors.push(String(error)))
await page.goto(`http://127.0.0.1:${server.address().port}/`)
await page.waitForFunction('window.ready')
const recorded = await page.evaluate(
  (what, numbers) => window[what](...numbers), what, numbers.map(Number))
console.log(JSON.stringify({ recorded, errors }))
await browser.close()
server.close()
