// node axe.mjs PAGE.html: axe judges a page in Chromium, in every size and colour scheme that
// readers have. Prints JSON: what it finds, each with the rule, the view and the elements.

import { pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
import { launch } from './chromium.mjs'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
const WIDTHS = [1280, 320]  // WCAG 2.2, 1.4.10: text reflows at 320 CSS pixels
const SCHEMES = ['light', 'dark']

const judge = async (page, width, scheme) => {
  await page.setViewport({ width, height: 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  const { violations } = await page.evaluate(
    tags => axe.run({ runOnly: { type: 'tag', values: tags } }), TAGS)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  const found = violations.map(({ id, help, nodes }) => (
    { rule: id, help, elements: nodes.map(node => node.html) }))
  if (wide) found.push({ rule: 'reflow', help: 'the page scrolls sideways', elements: [] })
  return found.map(finding => ({ view: `${width} ${scheme}`, ...finding }))
}

const browser = await launch()
const page = await browser.newPage()
await page.goto(pathToFileURL(process.argv[2]).href)
await page.addScriptTag({ path: AXE })
const found = []
for (const width of WIDTHS)
  for (const scheme of SCHEMES) found.push(...await judge(page, width, scheme))
console.log(JSON.stringify(found))
await browser.close()
