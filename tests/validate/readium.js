// node readium.js PUBLICATION: Readium's parser opens an EPUB or a DAISY book, zipped or a folder.
// Prints JSON: title, identifier, language, duration (seconds), contents, pages, documents.

const MODULES = 'r2-shared-js/dist/es8-es2017/src'
const globals = require(`${MODULES}/init-globals`)
const { lazyLoadMediaOverlays } = require(`${MODULES}/parser/epub-daisy-common`)
const { PublicationParsePromise } = require(`${MODULES}/parser/publication-parser`)

/** A tree of contents as rows, each with its level from 1 on. */
const rows = (links, level = 1) => (links ?? []).flatMap(
  link => [{ level, title: link.Title, href: link.Href }, ...rows(link.Children, level + 1)])

/** The phrases of an overlay in their order; without sound, `audio` is null and the times are 0. */
const phrases = part => part.Children ? part.Children.flatMap(phrases) : [{
  text: part.Text, audio: part.Audio?.split('#')[0] ?? null,
  begin: part.AudioClipBegin ?? 0, end: part.AudioClipEnd ?? 0,
}]

const documentOf = async (publication, link) => {
  const overlay = link.MediaOverlays
  if (overlay && !overlay.initialized) await lazyLoadMediaOverlays(publication, overlay)
  return { href: link.Href, duration: link.Duration ?? 0, phrases: overlay ? phrases(overlay) : [] }
}

const main = async path => {
  globals.initGlobalConverters_GENERIC()
  globals.initGlobalConverters_SHARED()
  const publication = await PublicationParsePromise(path)
  const { Title, Identifier, Language, Duration } = publication.Metadata
  const documents = []
  for (const link of publication.Spine) documents.push(await documentOf(publication, link))
  console.log(JSON.stringify({
    title: typeof Title === 'string' ? Title : Object.values(Title)[0],
    identifier: Identifier, language: Language, duration: Duration ?? 0,
    contents: rows(publication.TOC), pages: rows(publication.PageList), documents,
  }))
}

main(process.argv[2]).catch(error => { console.error(error); process.exitCode = 1 })
