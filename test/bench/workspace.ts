import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateFiles, type GeneratedFiles } from './generate-files.ts'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))
export const stackpassCommand = join(projectRoot, 'bin', 'stackpass.cjs')

/** A home folder with generated shared files, and the environment for a process that lives in it. */
export interface Home {
  readonly folder: string
  readonly configFile: string
  readonly credentialsFile: string
  readonly files: GeneratedFiles
  readonly env: NodeJS.ProcessEnv
}

export interface Workspace {
  readonly folder: string
  home(name: string, profiles: number): Promise<Home>
  close(): Promise<void>
}

/** Only what programs need to start: AWS variables of this shell would change what is measured. */
function plainEnvironment(folder: string): NodeJS.ProcessEnv {
  const { PATH, LANG, SystemRoot } = process.env
  return {
    PATH,
    LANG: LANG ?? 'C.UTF-8',
    HOME: folder,
    USERPROFILE: folder,
    ...(SystemRoot !== undefined && { SystemRoot }),
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_COLOR: '1',
  }
}

/** A temporary folder for one run of the bench. */
export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-bench-'))
  const generated = new Map<number, GeneratedFiles>()
  const filesOf = (profiles: number): GeneratedFiles => {
    const files = generated.get(profiles) ?? generateFiles(profiles)
    generated.set(profiles, files)
    return files
  }
  return {
    folder,
    async home(name, profiles) {
      const home = join(folder, name)
      const files = filesOf(profiles)
      const configFile = join(home, '.aws', 'config')
      const credentialsFile = join(home, '.aws', 'credentials')
      await mkdir(join(home, '.aws'), { recursive: true, mode: 0o700 })
      await writeFile(configFile, files.config, { mode: 0o600 })
      await writeFile(credentialsFile, files.credentials, { mode: 0o600 })
      return { folder: home, configFile, credentialsFile, files, env: plainEnvironment(home) }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
