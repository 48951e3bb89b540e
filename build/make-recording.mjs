// Makes docs/recording.svg: a real bash with the hook in a real terminal, in the made-up home of the screenshots, with the
// fake STS in place of AWS. Input and output are those of a real session; only the pauses are set here.
// Run after a build: `npm run recording`.
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHome } from '../test/e2e/support/home.ts'
import { startOrganisation } from '../test/fakes/organisation/organisation.ts'
import { files, identities, roles, settings } from './screenshot-home.mjs'
import { root } from './sources.mjs'
import { createScreen } from './terminal-screen.mjs'

const columns = 100
const rows = 28
const cell = { width: 8.4, height: 19 }
const prompt = '\u276f '
const target = join(root, 'docs', 'recording.svg')

/** What is typed, and for how many seconds its output stays on the screen. */
const lines = [
  ['stackpass verify --all', 5],
  ['stackpass profiles list --group prod', 4],
  ['stackpass use staging-admin', 4],
  ['stackpass whoami', 4],
  ['cd code/edge && stackpass verify sandbox-ana --as pulumi', 4],
  ['stackpass stacks list', 5],
  ['stackpass stacks set-profile prod-admin --stack live --dry-run', 6],
  ['stackpass stacks set-profile prod-admin --stack live', 5],
  ['stackpass history undo', 6],
]

const aws = await startOrganisation({ sts: { identities, roles } })
const home = await createHome(files(Date.now()), { ...aws.env, AWS_ENDPOINT_URL_STS: aws.url })
await home.writeFiles({
  '.config/stackpass/settings.json': JSON.stringify({ ...settings, stackFolders: [join(home.path, 'code')] }),
  'bin/stackpass': `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin', 'stackpass.cjs')}' "$@"\n`,
  '.bashrc': `PS1='\\[\\e[34m\\]\\w\\[\\e[0m\\] ${prompt}'
stty cols ${columns} rows ${rows}
chmod 700 ~/bin/stackpass
eval "$(stackpass shell-init bash)"
clear() { :; }
`,
})
const env = Object.fromEntries(Object.entries(home.env).filter(([name]) => name !== 'NO_COLOR'))
const shell = spawn(
  'script',
  ['-qfec', `bash --noprofile --rcfile '${join(home.path, '.bashrc')}' -i`, '/dev/null'],
  {
    cwd: home.path,
    env: {
      ...env,
      PATH: `${join(home.path, 'bin')}:${env.PATH}`,
      TERM: 'xterm',
      SHELL: '/bin/sh',
      LC_ALL: 'C.UTF-8',
    },
  },
)

const screen = createScreen(columns, rows)
/** @type {{ at: number, picture: ReturnType<typeof screen.picture> }[]} */
const frames = []
let output = ''
let wake = () => {}
shell.stdout.on('data', (chunk) => {
  const text = chunk.toString('utf8').replaceAll(home.path, '~')
  output += text
  screen.write(text)
  wake()
})
shell.once('exit', () => wake())

/** Waits until the shell has written what `isThere` looks for. */
async function until(isThere) {
  while (!isThere()) {
    if (shell.exitCode !== null) throw new Error(`The shell has ended:\n${output}`)
    await new Promise((resolve) => (wake = resolve))
  }
}
let clock = 0
const keep = (seconds) => {
  frames.push({ at: clock, picture: screen.picture() })
  clock += seconds
}

try {
  await until(() => output.endsWith(prompt))
  keep(1)
  for (const [line, stay] of lines) {
    for (const letter of line) {
      const before = output.length
      shell.stdin.write(letter)
      await until(() => output.length > before)
      keep(0.05)
    }
    const before = output.length
    shell.stdin.write('\n')
    await until(() => output.length > before + 1 && output.endsWith(prompt))
    if (/(?:Usage|Error):/.test(output.slice(before)))
      throw new Error(`"${line}" failed:\n${output.slice(before)}`)
    keep(stay)
  }
} finally {
  shell.stdin.end('exit\n')
  await aws.close()
}
await new Promise((resolve) => (shell.exitCode === null ? shell.once('exit', resolve) : resolve(undefined)))
await home.remove()
await writeFile(target, draw())
console.log(`docs/recording.svg, ${Math.round(clock)} s, ${frames.length} pictures`)

function draw() {
  const width = Math.round(columns * cell.width + 32)
  const height = rows * cell.height + 32
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const known = new Map()
  const row = (cells) => {
    let text = ''
    for (let index = 0; index < cells.length;) {
      const { colour, bold, dim } = cells[index]
      let end = index
      while (
        end < cells.length &&
        cells[end].colour === colour &&
        cells[end].bold === bold &&
        cells[end].dim === dim
      )
        end += 1
      const run = cells
        .slice(index, end)
        .map((each) => each.text)
        .join('')
      const look = `${colour === undefined ? '' : ` fill="${colour}"`}${bold ? ' font-weight="700"' : ''}${dim ? ' opacity=".65"' : ''}`
      if (run.trim() !== '')
        text += `<tspan x="${(index * cell.width).toFixed(1)}" textLength="${(run.length * cell.width).toFixed(1)}"${look}>${escape(run)}</tspan>`
      index = end
    }
    return text
  }
  /** Each line is defined once and reused wherever it appears. */
  const place = (cells, at) => {
    const text = row(cells)
    if (text === '') return ''
    if (!known.has(text)) known.set(text, `l${known.size}`)
    return `<use href="#${known.get(text)}" y="${at * cell.height}"/>`
  }
  const pictures = frames.map(({ picture }, index) => {
    const { cursor } = picture
    const block = `<rect x="${(cursor.column * cell.width).toFixed(1)}" y="${cursor.row * cell.height + 3}" width="${cell.width}" height="16" class="c"/>`
    return `<g transform="translate(${index * width} 0)">${picture.lines.map((cells, at) => place(cells, at)).join('')}${block}</g>`
  })
  const steps = frames.map(
    ({ at }, index) => `${((at / clock) * 100).toFixed(3)}%{transform:translateX(-${index * width}px)}`,
  )
  const definitions = [...known].map(
    ([text, id]) => `<text id="${id}" y="15" xml:space="preserve">${text}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Stackpass in a terminal">
<style>@keyframes go{${steps.join('')}}.go{animation:go ${clock.toFixed(1)}s step-end infinite}text{font:14px ui-monospace,'SF Mono',Menlo,'DejaVu Sans Mono',monospace;fill:#e5e7eb}.c{fill:#7aa2ff;opacity:.7}</style>
<defs>${definitions.join('')}</defs>
<rect width="${width}" height="${height}" rx="10" fill="#14161a"/>
<svg x="16" y="16" width="${width - 32}" height="${height - 32}"><g class="go">${pictures.join('')}</g></svg>
</svg>
`
}
