import { join } from 'node:path'
import type { Output } from '../../../shared/contract/index.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { quotePosix } from '../../../shared/domain/transfer/export/quoting.ts'
import { ProfileMap } from '../../aws/profile-map.ts'
import type { CorePorts } from '../../host/ports.ts'
import { chosenHome, filesOfHome } from '../../state/chosen-home.ts'
import type { SettingsService } from '../../state/settings.ts'
import { foreignLimits } from '../../system/foreign-limits.ts'
import { readForeignFile } from '../../system/read-foreign-file.ts'
import { findWindowsHomes, windowsProgram } from '../../system/windows-homes.ts'
import { isWsl } from '../../system/wsl.ts'

type Homes = Output<'settings.homes'>

/** How many profiles both files have together; undefined where one cannot be read. */
async function countProfiles(home: string): Promise<number | undefined> {
  const { config, credentials } = filesOfHome(home)
  const read = async (path: string, kind: 'config' | 'credentials') => {
    const file = await readForeignFile(path, { maxBytes: foreignLimits.sharedFile })
    if (file.kind === 'refused') return 'refused'
    return file.kind === 'ok' ? parseSharedFile(file.bytes, kind) : undefined
  }
  const documents = await Promise.all([read(config, 'config'), read(credentials, 'credentials')])
  const [first, second] = documents
  if (first === 'refused' || second === 'refused') return undefined
  return new ProfileMap(first, second).size
}

/** A credential_process of a profile of Linux that asks the Stackpass of that Windows. */
function lineFor(home: string): string | undefined {
  const words = windowsProgram(home)?.map((word) => quotePosix(word))
  if (words === undefined || words.includes(undefined)) return undefined
  return `credential_process = ${words.join(' ')} credentials`
}

/** The homes of Linux and of Windows under WSL, each with what is known about it; none elsewhere. */
export async function findHomes(ports: CorePorts, settings: SettingsService): Promise<Homes> {
  if (!isWsl(ports.env, ports.platform)) return { homes: [], byVariable: false }
  const { env, homeDir } = ports
  const used = chosenHome(env)
  const byVariable =
    used === undefined && Boolean(env['AWS_CONFIG_FILE'] || env['AWS_SHARED_CREDENTIALS_FILE'])
  const chosen = (await settings.get()).windowsHome
  const found = (await findWindowsHomes(ports.systemRoot)).filter(({ hasFiles }) => hasFiles)
  const windows = new Set([...found.map(({ path }) => path), ...(chosen === null ? [] : [chosen])])
  if (used !== undefined) windows.add(used)
  const about = async (path: string, system: Homes['homes'][number]['system']) => {
    const [profiles, line] = [await countProfiles(path), system === 'windows' ? lineFor(path) : undefined]
    return {
      system,
      path,
      used: !byVariable && (system === 'windows' ? used === path : used === undefined),
      chosen: system === 'windows' ? chosen === path : chosen === null,
      ...(profiles !== undefined && { profiles }),
      ...(line !== undefined && { line }),
    }
  }
  const linux = about(join(env['HOME'] || homeDir), 'linux')
  const homes = await Promise.all([linux, ...[...windows].sort().map((path) => about(path, 'windows'))])
  return { homes, byVariable }
}
