import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Makes a tree below a folder; what it gives back ends what it started. */
export type MakeTree = (folder: string) => (() => void) | void

const project = (folder: string, more = '', runtime = 'nodejs'): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Pulumi.yaml'), `name: shop\nruntime: ${runtime}\n${more}`)
}
/** A project with one file of a name and a text. */
const withFile =
  (name: string, text: string | (() => string | Buffer), runtime = 'nodejs'): MakeTree =>
  (folder) => {
    project(folder, '', runtime)
    writeFileSync(join(folder, name), typeof text === 'string' ? text : text())
  }
const withLink =
  (name: string, target: string, runtime = 'nodejs'): MakeTree =>
  (folder) => {
    project(folder, '', runtime)
    symlinkSync(target, join(folder, name))
  }
const withPipe =
  (names: readonly string[], runtime = 'nodejs'): MakeTree =>
  (folder) => {
    project(folder, '', runtime)
    for (const name of names) execFileSync('mkfifo', [join(folder, name)])
  }
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${line(at)}\n`).join('')
const laughs = [
  'a: &a [x]',
  ...[...'bcdefghijk'].map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(10)}]`),
].join('\n')

/** Folders such as a hostile repository would hold. `many` is how many files a folder of very many has. */
export function hostileTrees(many: number): ReadonlyMap<string, MakeTree> {
  return new Map<string, MakeTree>([
    ['line feeds in pnpm-lock.yaml', withFile('pnpm-lock.yaml', () => '\n'.repeat(400_000))],
    ['line feeds in requirements.txt', withFile('requirements.txt', () => '\n'.repeat(400_000), 'python')],
    ['line feeds in pyproject.toml', withFile('pyproject.toml', () => '\n'.repeat(400_000), 'python')],
    ['references in a .csproj', withFile('a.csproj', () => '<PackageReference '.repeat(22_000), 'dotnet')],
    ['plain keys in a stack file', withFile('Pulumi.dev.yaml', () => lines(30_000, (at) => `k${at}: v`))],
    [
      'keys of config in a stack file',
      withFile('Pulumi.dev.yaml', () => `config:\n${lines(20_000, (at) => `  a:k${at}: v`)}`),
    ],
    ['a package-lock.json that is a device', withLink('package-lock.json', '/dev/zero')],
    ['a stack file that is a device', withLink('Pulumi.dev.yaml', '/dev/zero')],
    ['a project file that is a device', (folder) => symlinkSync('/dev/zero', join(folder, 'Pulumi.yaml'))],
    [
      'a project file that is a random device',
      (folder) => symlinkSync('/dev/urandom', join(folder, 'Pulumi.json')),
    ],
    [
      'a backend whose meta.yaml is a device',
      (folder) => {
        project(folder, 'backend:\n  url: file://.\n')
        mkdirSync(join(folder, '.pulumi'))
        symlinkSync('/dev/zero', join(folder, '.pulumi', 'meta.yaml'))
      },
    ],
    ['a backend in /dev', (folder) => project(folder, 'backend:\n  url: file:///dev\n')],
    ['a backend with a broken URL', (folder) => project(folder, 'backend:\n  url: file://%zz%\n')],
    ['a pipe for a lock file', withPipe(['package-lock.json'])],
    [
      'pipes for many lock files',
      withPipe(['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'package.json']),
    ],
    [
      'pipes for files of Python',
      withPipe(['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'requirements.txt'], 'python'),
    ],
    ['a pipe for a stack file', withPipe(['Pulumi.dev.yaml'])],
    ['a pipe for a project file', (folder) => void execFileSync('mkfifo', [join(folder, 'Pulumi.yaml')])],
    [
      'links to a pipe',
      (folder) => {
        withPipe(['pipe'])(folder)
        for (const name of ['Pulumi.a.yaml', 'Pulumi.b.yaml', 'package.json'])
          symlinkSync('pipe', join(folder, name))
      },
    ],
    [
      'a socket for a lock file',
      (folder) => {
        project(folder)
        const server = createServer().listen(join(folder, 'yarn.lock'))
        server.on('error', () => undefined)
        return () => void server.close()
      },
    ],
    ['a stack file outside', withLink('Pulumi.dev.yaml', '/etc/passwd')],
    [
      'a loop of links',
      (folder) => {
        project(folder)
        symlinkSync('Pulumi.b.yaml', join(folder, 'Pulumi.a.yaml'))
        symlinkSync('Pulumi.a.yaml', join(folder, 'Pulumi.b.yaml'))
      },
    ],
    ['links that dangle', withLink('Pulumi.dev.yaml', 'nowhere')],
    [
      'a folder that links to itself',
      (folder) => {
        project(folder)
        symlinkSync('.', join(folder, 'self'))
      },
    ],
    [
      'folders deep in each other',
      (folder) => {
        let at = folder
        for (let level = 0; level < 300; level += 1) at = join(at, 'd')
        mkdirSync(at, { recursive: true })
        project(folder)
      },
    ],
    [
      'very many files in one folder',
      (folder) => {
        project(folder)
        for (let at = 0; at < many; at += 1) writeFileSync(join(folder, `f${at}`), '')
      },
    ],
    [
      'very many stack files',
      (folder) => {
        project(folder)
        for (let at = 0; at < many; at += 1) writeFileSync(join(folder, `Pulumi.s${at}.yaml`), '')
      },
    ],
    [
      'very long names',
      (folder) => {
        project(folder)
        for (const letter of 'abc') writeFileSync(join(folder, `Pulumi.${letter.repeat(230)}.yaml`), '')
      },
    ],
    [
      'names that are not UTF-8',
      (folder) => {
        project(folder)
        writeFileSync(
          Buffer.concat([Buffer.from(`${folder}/Pulumi.`), Buffer.from([0xff, 0xfe]), Buffer.from('.yaml')]),
          '',
        )
      },
    ],
    [
      'names with control characters',
      (folder) => {
        project(folder)
        writeFileSync(join(folder, 'Pulumi.\u001b[31m\u202e.yaml'), '')
      },
    ],
    ['a billion laughs', withFile('Pulumi.dev.yaml', laughs)],
    [
      'a billion laughs in a project file',
      (folder) => {
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'Pulumi.yaml'), `name: shop\nruntime: go\n${laughs}\n`)
      },
    ],
    ['brackets deep in each other', withFile('Pulumi.dev.yaml', () => `config: ${'['.repeat(900_000)}`)],
    ['closing brackets', withFile('Pulumi.dev.yaml', () => ']'.repeat(1_500_000))],
    ['anchors in a row', withFile('Pulumi.dev.yaml', () => `k: ${'&a '.repeat(500_000)}v\n`)],
    ['bytes that are not UTF-8', withFile('Pulumi.dev.yaml', () => Buffer.alloc(1_000_000, 0xff))],
    [
      'UTF-16',
      withFile('Pulumi.dev.yaml', () => Buffer.from(`\ufeff${lines(5_000, (at) => `k${at}: v`)}`, 'utf16le')),
    ],
    ['NUL bytes', withFile('Pulumi.dev.yaml', () => Buffer.alloc(1_500_000))],
    [
      'a project file that is a folder',
      (folder) => {
        mkdirSync(join(folder, 'Pulumi.yaml'))
        mkdirSync(join(folder, 'Pulumi.yml'))
      },
    ],
    ['stack files far above', (folder) => project(folder, 'stackConfigDir: ../../..\n')],
    ['stack files in /proc', (folder) => project(folder, 'stackConfigDir: /proc\n')],
    [
      'a config folder that is a pipe',
      (folder) => {
        project(folder, 'stackConfigDir: pipe\n')
        execFileSync('mkfifo', [join(folder, 'pipe')])
      },
    ],
    [
      'submodules in a circle',
      (folder) => {
        project(folder)
        mkdirSync(join(folder, 'sub'))
        writeFileSync(join(folder, 'sub', '.git'), 'gitdir: ../.git/modules/sub\n')
        symlinkSync('..', join(folder, 'sub', 'parent'))
      },
    ],
    [
      'a folder that may not be read',
      (folder) => {
        project(join(folder, 'closed'))
        chmodSync(join(folder, 'closed'), 0)
        return () => chmodSync(join(folder, 'closed'), 0o700)
      },
    ],
    [
      'a stack file that grows while it is read',
      (folder) => {
        project(folder)
        const file = join(folder, 'Pulumi.dev.yaml')
        writeFileSync(file, '# \n')
        const timer = setInterval(() => appendFileSync(file, '# more\n'), 1)
        return () => clearInterval(timer)
      },
    ],
    [
      'sparse files of 10 GB',
      (folder) => {
        project(folder)
        for (const name of ['Pulumi.dev.yaml', 'package-lock.json', 'yarn.lock']) {
          const file = openSync(join(folder, name), 'w')
          ftruncateSync(file, 10 * 1024 ** 3)
          closeSync(file)
        }
      },
    ],
    ['a lock file of 16 MB', withFile('package-lock.json', () => '"@pulumi/aws": '.repeat(1_100_000))],
  ])
}
