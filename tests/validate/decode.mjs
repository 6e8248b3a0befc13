// node decode.mjs FILE.mp3 RATE CUT: Chromium decodes a sound at RATE samples a second. Prints JSON:
// how many samples there are, and where the loudest stands before sample CUT and from there on.

import { readFileSync } from 'node:fs'
import { launch } from './chromium.mjs'

const [file, rate, cut] = process.argv.slice(2)
const browser = await launch()
const page = await browser.newPage()
const found = await page.evaluate(async (data, rate, cut) => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer)
  const samples = sound.getChannelData(0)
  const loudest = (from, to) => {
    let at = from
    for (let i = from; i < to; i++) if (Math.abs(samples[i]) > Math.abs(samples[at])) at = i
    return at
  }
  return [samples.length, loudest(0, cut), loudest(cut, samples.length)]
}, readFileSync(file).toString('base64'), Number(rate), Number(cut))
console.log(JSON.stringify(found))
await browser.close()
