import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createReadText, detectAwsVersion } from '../../../core/stacks/aws-version/detect.ts'
import { backendOf } from '../../../core/stacks/backend.ts'
import { discoverProjects } from '../../../core/stacks/discovery.ts'
import { fileBackendRoot, joinStacks, listFileBackend } from '../../../core/stacks/file-backend.ts'
import { findProjectUpwards } from '../../../core/stacks/find-project.ts'
import { pooledDisk } from '../../../core/stacks/disk.ts'
import { loadProject } from '../../../core/stacks/load-project.ts'
import { readProjectFolder } from '../../../core/stacks/project-folder.ts'
import { readProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import { selectedStack } from '../../../core/stacks/selected-stack.ts'
import { workspaceFileName } from '../../../core/stacks/workspace-file.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stacks-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(path: string, text: string): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

describe('discovery', () => {
  test('takes Pulumi.json before yaml and yml, skips templates and code of others, survives loops', async () => {
    write('a/Pulumi.yaml', 'name: second\nruntime: go\n')
    write('a/Pulumi.json', '{"name": "first", "runtime": "go"}')
    write('a/Pulumi.dev.json', '{}')
    write('a/Pulumi.dev.yaml', '')
    write('t/Pulumi.yaml', 'name: ${PROJECT}\nruntime: go\n')
    write('node_modules/x/Pulumi.yaml', 'name: x\nruntime: go\n')
    write('env/pyvenv.cfg', '')
    write('env/lib/Pulumi.yaml', 'name: x\nruntime: go\n')
    write('broken/Pulumi.yaml', 'name: [\n')
    symlinkSync(root, join(root, 'a', 'loop'))
    const { projects } = await discoverProjects([root])
    expect(projects.map((project) => [project.name, project.problem?.code])).toEqual([
      ['first', undefined],
      ['', 'YamlInvalid'],
    ])
    expect(projects[0]!.stacks.map((stack) => stack.name)).toEqual(['dev'])
    expect(projects[0]!.ignored.map((file) => file.reason)).toEqual(['wrong-extension'])
  })

  test('stops at its limits and when told to', async () => {
    for (let at = 0; at < 50; at += 1) write(`d${at}/Pulumi.yaml`, `name: p${at}\nruntime: go\n`)
    const limited = await discoverProjects([root], { limits: { folders: 10 } })
    expect(limited).toMatchObject({ truncated: true, folders: 10 })
    const control = new AbortController()
    const stopped = await discoverProjects([root], {
      signal: control.signal,
      limits: { concurrency: 1 },
      onProject: () => control.abort(),
    })
    expect(stopped.cancelled).toBe(true)
    expect(stopped.projects.length).toBeLessThan(50)
  })

  test('overlapping roots give a project once, missing ones are counted', async () => {
    write('a/b/Pulumi.yaml', 'name: p\nruntime: go\n')
    const result = await discoverProjects([root, join(root, 'a'), join(root, 'none')])
    expect(result.projects).toHaveLength(1)
    expect(result.unreadable).toBe(1)
  })

  test('the nearest project upwards is the one the CLI would use', async () => {
    write('a/Pulumi.yaml', 'name: outer\nruntime: go\n')
    write('a/b/c/file', '')
    expect((await findProjectUpwards(join(root, 'a/b/c')))?.name).toBe('outer')
  })
})

describe('selection and backend', () => {
  test('PULUMI_STACK goes before the workspace file, even when empty', async () => {
    const projectFile = write('p/Pulumi.yaml', 'name: shop\n')
    const project = { name: 'shop', projectFile }
    const content = { stacks: { 'https://api.pulumi.com': 'acme/shop/prod' }, stack: 'old' }
    write(`home/workspaces/${workspaceFileName('shop', projectFile)}`, JSON.stringify(content))
    const environment = { PULUMI_HOME: join(root, 'home') }
    expect(await selectedStack(project, 'https://api.pulumi.com', environment, '/h')).toMatchObject({
      name: 'prod',
      from: 'workspace',
    })
    expect(await selectedStack(project, 'file://~', environment, '/h')).toMatchObject({ name: 'old' })
    expect(
      await selectedStack(project, undefined, { ...environment, PULUMI_STACK: 'a/b/c' }, '/h'),
    ).toMatchObject({
      name: 'c',
    })
    expect(await selectedStack(project, undefined, { ...environment, PULUMI_STACK: '' }, '/h')).toMatchObject(
      {
        name: undefined,
        from: 'environment',
      },
    )
  })

  test('backend: environment, project, login; an encrypted login is unknown', async () => {
    write(
      'home/credentials.json',
      JSON.stringify({ current: 's3://bucket', accessTokens: { x: 'not read' } }),
    )
    const environment = { PULUMI_HOME: join(root, 'home') }
    expect(await backendOf('file://~', { PULUMI_BACKEND_URL: 'gs://b' }, '/h')).toMatchObject({
      kind: 'gs',
      from: 'environment',
    })
    expect(await backendOf('file://~', environment, '/h')).toMatchObject({ kind: 'file', from: 'project' })
    expect(await backendOf(undefined, environment, '/h')).toEqual({
      kind: 's3',
      url: 's3://bucket',
      from: 'login',
    })
    write('home/credentials.json', JSON.stringify({ $pulumiSecureStore: 1, current: 'x' }))
    expect(await backendOf(undefined, environment, '/h')).toMatchObject({ kind: 'unknown' })
  })

  test('a file backend is listed by project, or flat in the old layout', async () => {
    write('.pulumi/meta.yaml', 'version: 1\n')
    write('.pulumi/stacks/shop/dev.json', '{}')
    write('.pulumi/stacks/shop/prod.json.gz', '')
    write('.pulumi/stacks/shop/dev.json.bak', '')
    write('.pulumi/stacks/shop/dev.json.attrs', '')
    const listed = await listFileBackend(fileBackendRoot(`file://${root}`, '/', '/h'), 'shop')
    expect(listed?.map((stack) => stack.name)).toEqual(['dev', 'prod'])
    write('old/.pulumi/stacks/flat.json', '{}')
    expect((await listFileBackend(join(root, 'old'), 'shop'))?.map((stack) => stack.name)).toEqual(['flat'])
    expect(await listFileBackend(join(root, 'none'), 'shop')).toBeUndefined()
    expect([...joinStacks(['dev', 'x'], ['dev', 'y'])]).toEqual([
      ['dev', 'both'],
      ['x', 'file-only'],
      ['y', 'backend-only'],
    ])
    expect(fileBackendRoot('file://~', '/p', '/h')).toBe('/h')
    expect(fileBackendRoot('file://./rel', '/p', '/h')).toBe('/p/rel')
  })
})

describe('a project with a name that pulumi new would not give', () => {
  test.each(['my project', 'a/b', '../../up', 'größe', '..'])(
    '%s is loaded, as the CLI does',
    async (name) => {
      write('odd/Pulumi.yaml', `name: "${name}"\nruntime: nodejs\n`)
      write('odd/Pulumi.dev.yaml', 'config: {}\n')
      const entries = await pooledDisk.list(join(root, 'odd'))
      const found = await readProjectFolder(join(root, 'odd'), entries)
      expect(found).toMatchObject({ name, problem: undefined, stacks: [{ name: 'dev' }] })
      const project = await loadProject(found!, {
        environment: { PULUMI_BACKEND_URL: `file://${root}`, PULUMI_HOME: join(root, 'home') },
        homeDir: root,
        lookAtProgram: () => Promise.resolve({ aws: undefined, refused: [], ownProviders: [] }),
      })
      expect(project.stacks.map(({ presence }) => presence)).toEqual(['unknown'])
      expect(workspaceFileName(name, '/x')).not.toMatch(/[/\\]/)
    },
  )

  test('without any name it is not', () => {
    expect(
      readProjectFile(new TextEncoder().encode('name: " "\nruntime: go\n'), 'Pulumi.yaml'),
    ).toMatchObject({
      ok: false,
      error: { code: 'InvalidValue' },
    })
  })
})

describe('pulumi-aws version', () => {
  const rows: [string, string, string, string, number, boolean][] = [
    ['npm range', 'nodejs', 'package.json', '{"dependencies":{"@pulumi/aws":"^7.2.0"}}', 7, false],
    [
      'npm installed',
      'nodejs',
      'node_modules/@pulumi/aws/package.json',
      '{"name":"@pulumi/aws","version":"6.83.4"}',
      6,
      true,
    ],
    [
      'npm lock',
      'nodejs',
      'package-lock.json',
      '{"packages":{"node_modules/@pulumi/aws":{"version":"7.1.0"}}}',
      7,
      true,
    ],
    [
      'pnpm lock',
      'nodejs',
      'pnpm-lock.yaml',
      "packages:\n  '@pulumi/aws@6.5.0':\n    resolution: {}\n",
      6,
      true,
    ],
    ['yarn lock', 'nodejs', 'yarn.lock', '"@pulumi/aws@^6.0.0":\n  version "6.9.0"\n', 6, true],
    ['requirements', 'python', 'requirements.txt', 'pulumi>=3\npulumi-aws>=6.0.2,<7\n', 6, false],
    [
      'poetry lock',
      'python',
      'poetry.lock',
      '[[package]]\nname = "pulumi-aws"\nversion = "7.3.1"\n',
      7,
      true,
    ],
    ['pyproject', 'python', 'pyproject.toml', '[project]\ndependencies = ["pulumi_aws~=6.2"]\n', 6, false],
    [
      'Pipfile lock',
      'python',
      'Pipfile.lock',
      '{"default":{"pulumi-aws":{"hashes":[],"version":"==5.4.0"}}}',
      5,
      true,
    ],
    ['go', 'go', 'go.mod', 'require (\n\tgithub.com/pulumi/pulumi-aws/sdk/v7 v7.2.0\n)\n', 7, true],
    ['dotnet', 'dotnet', 'Infra.csproj', '<PackageReference Include="Pulumi.Aws" Version="6.*" />', 6, false],
    [
      'maven',
      'java',
      'pom.xml',
      '<groupId>com.pulumi</groupId>\n<artifactId>aws</artifactId>\n<version>7.0.0</version>',
      7,
      true,
    ],
    ['gradle', 'java', 'build.gradle', "implementation 'com.pulumi:aws:6.1.0'", 6, true],
  ]
  test.each(rows)('%s', async (_, runtime, file, text, major, exact) => {
    write(file, text)
    expect(await detectAwsVersion({ folder: root, runtime })).toMatchObject({ major, exact })
  })

  test.each<[string, Record<string, string>, number | undefined, string | undefined]>([
    ['a uv workspace', { 'uv.lock': '[[package]]\nname = "pulumi-aws"\nversion = "6.83.0"\n' }, 6, '6.83.0'],
    ['Poetry', { 'poetry.lock': '[[package]]\nname = "pulumi_aws"\nversion = "7.41.0"\n' }, 7, '7.41.0'],
    [
      'pinned requirements',
      { 'requirements.txt': 'pulumi-aws==6.83.0 \\\n    --hash=sha256:ab\n' },
      6,
      '6.83.0',
    ],
    ['other requirements', { 'requirements-infra.txt': 'pulumi-aws >=6, <7 # why\n' }, 6, undefined],
    ['a folder of requirements', { 'requirements/base.txt': 'pulumi-aws==6.66.0\n' }, 6, '6.66.0'],
    ['what pip-compile reads', { 'requirements.in': 'pulumi-aws>=5,<6\n' }, 5, undefined],
    ['conda', { 'environment.yml': 'dependencies:\n  - pip:\n      - pulumi-aws==6.8.0\n' }, 6, '6.8.0'],
    ['an open range', { 'requirements.txt': 'pulumi-aws>=6\n' }, undefined, undefined],
    [
      'a range of two majors',
      { 'pyproject.toml': '[project]\ndependencies = ["pulumi-aws>=6,<8"]\n' },
      undefined,
      undefined,
    ],
    [
      'a range up to a minor',
      { 'pyproject.toml': '[project]\ndependencies = ["pulumi-aws>=6.1,<6.9"]\n' },
      6,
      undefined,
    ],
    ['a compatible major', { 'requirements.txt': 'pulumi-aws~=6\n' }, undefined, undefined],
  ])('Python, above the project: %s', async (_, files, major, version) => {
    for (const [file, text] of Object.entries(files)) write(file, text)
    write('src/infra/app/Pulumi.yaml', 'name: app\nruntime: python\n')
    const found = await detectAwsVersion({ folder: join(root, 'src/infra/app'), runtime: 'python' })
    expect([found?.major, found?.version]).toEqual([major, version])
  })

  test('what is locked above counts before what the project asks for, and each lock file is read once', async () => {
    write('uv.lock', '[[package]]\nname = "pulumi-aws"\nversion = "6.83.0"\n')
    const reads: string[] = []
    const reader = createReadText()
    const counting = Object.assign(
      (folder: string, name: string) => (reads.push(join(folder, name)), reader(folder, name)),
      reader,
    )
    for (const name of ['a', 'b']) {
      write(`${name}/requirements.txt`, 'pulumi-aws>=5\n')
      const found = await detectAwsVersion({ folder: join(root, name), runtime: 'python' }, counting)
      expect(found).toMatchObject({ version: '6.83.0', source: join(root, 'uv.lock') })
    }
    expect(reads.filter((path) => path === join(root, 'uv.lock'))).toHaveLength(1)
  })

  test('unknown stays unknown, YAML programs name it themselves', async () => {
    expect(await detectAwsVersion({ folder: root, runtime: 'nodejs' })).toBeUndefined()
    expect(
      await detectAwsVersion({ folder: root, runtime: 'yaml', packages: new Map([['aws', '7.4.0']]) }),
    ).toMatchObject({ major: 7 })
  })
})
