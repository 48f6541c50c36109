// Sets the agreement's Markdown with Typst as a tagged PDF/A-3a, and prints how long that takes once the compiler is warm.
// Usage: node bench.mjs agreement.md fonts-folder out.pdf
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

const [markdown, fonts, out] = process.argv.slice(2).map((name) => resolve(name))
const { NodeCompiler } = createRequire(resolve(process.env.TYPST_MODULES, 'x.js'))('@myriaddreamin/typst-ts-node-compiler')

const escape = (s) => s.replaceAll('\\', '').replace(/[#$*_`<>@~[\]]/g, '\\$&')
const inline = (s) =>
  s.split(/(\*\*.+?\*\*|\[.+?\]\(<?.+?>?\)|<br>)/).map((part) => {
    const link = /^\[(.+?)\]\(<?(.+?)>?\)$/.exec(part)
    if (link && !link[2].startsWith('#')) return `#link("${link[2]}")[${escape(link[1])}]`
    if (link) return escape(link[1])
    if (part === '<br>') return '#linebreak()'
    return part.startsWith('**') ? `*${escape(part.slice(2, -2))}*` : escape(part)
  }).join('')

/** The source in Typst: the terms in two columns, tables with a header, everything else as it stands. */
function source(lines) {
  const body = []
  let rows = []
  const flush = () => {
    if (rows.length === 0) return
    const cells = rows.filter((row) => !/^\|[-|: ]+\|$/.test(row)).map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map((c) => `[${inline(c.trim())}]`))
    const [head, ...rest] = cells
    body.push(`#table(columns: (${head.map(() => '1fr').join(',')}), stroke: none, table.header(${head.join(',')}), ${rest.flat().join(',')})`)
    rows = []
  }
  let columns = false
  for (const line of lines) {
    if (line.startsWith('|')) { rows.push(line); continue }
    flush()
    const heading = /^(#+) (.*)$/.exec(line)
    if (heading?.[1] === '##' && columns) { body.push(']'); columns = false }
    if (heading) body.push(`${'='.repeat(heading[1].length)} ${inline(heading[2])}`)
    else if (line.startsWith('- ')) body.push(`- ${inline(line.slice(2))}`)
    else if (line.startsWith('>')) body.push(inline(line.slice(1)))
    else body.push(inline(line).replace(/^(\d+)\./, '$1\\.'))
    if (/^## (Verwerkingsvoorwaarden|Processing Terms)$/.test(line)) { body.push('#columns(2)['); columns = true }
  }
  flush()
  if (columns) body.push(']')
  return `#set document(title: "Verwerkersovereenkomst", date: datetime(year: 2026, month: 11, day: 22))
#set page(paper: "a4", margin: 62pt, numbering: "1")
#set text(font: "Verwoord Sans", size: 9pt, lang: "nl")
#set par(justify: true)
` + body.join('\n')
}

const typ = source(readFileSync(markdown, 'utf8').split('\n'))
const compiler = NodeCompiler.create({ workspace: dirname(out), fontArgs: [{ fontPaths: [fonts] }] })
const times = []
let pdf
for (let i = 0; i < 15; i++) {
  compiler.evictCache(0)
  const start = performance.now()
  pdf = compiler.pdf({ mainFileContent: typ }, { pdfStandard: 'a-3a', pdfTags: true })
  times.push(performance.now() - start)
}
writeFileSync(out, pdf)
times.sort((a, b) => a - b)
console.log(`  ${'Typst, the same text, tagged PDF/A-3a, warm'.padEnd(44)} ${times[0].toFixed(3).padStart(10)} ms ${(pdf.length / 1000).toFixed(1).padStart(10)} KB`)
