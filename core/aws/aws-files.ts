import { isAscii } from 'node:buffer'
import { posix, win32 } from 'node:path'
import type { SharedFileDocument } from '../../shared/domain/aws/document.ts'
import { isUnexpanded, resolveSharedFilePaths } from '../../shared/domain/aws/locations.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { installByteDecoder } from '../../shared/domain/aws/text.ts'
import type { MergedProfile, SharedFileKind } from '../../shared/domain/aws/types.ts'
import { fail, type CodedError } from '../../shared/result.ts'
import type { FileService } from '../files/types.ts'
import type { CorePorts } from '../host/ports.ts'
import { chosenHome } from '../state/chosen-home.ts'
import { shownPath } from '../system/shown-path.ts'
import { ProfileMap } from './profile-map.ts'

export interface SharedFileState {
  readonly kind: SharedFileKind
  readonly path: string
  readonly label: string
  readonly state: 'present' | 'missing' | 'unreadable'
  readonly readAt: Date
  readonly mode?: number
  readonly bytes?: Uint8Array
  readonly document?: SharedFileDocument
  readonly error?: CodedError
}

/** Both shared files as they are on disk now, parsed and merged; `problemsOf` says what is wrong in them. */
export interface AwsView {
  readonly config: SharedFileState
  readonly credentials: SharedFileState
  /** Merged on first use: a write to one profile does not need the others. */
  readonly profiles: ReadonlyMap<string, MergedProfile>
  readonly environment: CorePorts['env']
  readonly now: () => Date
  /** Whether the vault has a key of a profile that asks Stackpass for itself. */
  readonly isHeld: (profile: string) => boolean
}

export interface AwsFiles {
  readonly paths: Readonly<Record<SharedFileKind, string>>
  readonly labels: Readonly<Record<SharedFileKind, string>>
  /** Why a missing file cannot be created; undefined where it can. */
  notCreated(kind: SharedFileKind): CodedError | undefined
  /** Reads what changed since the last call. A file that cannot be read is a state of the view, never shown as an empty list. */
  view(): Promise<AwsView>
}

// Node reads bytes as text several times faster than portable code can; the result is the same.
installByteDecoder(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
  isAscii,
)

/** Nobody wants a folder that is literally called `$HOME`. */
function literalPath(kind: SharedFileKind, environment: CorePorts['env']): CodedError | undefined {
  const variable = kind === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE'
  const value = environment[variable] ?? ''
  if (!isUnexpanded(value)) return undefined
  return fail('NotAllowed', `${variable} is ${value}, and there is no such file.`, {
    reason:
      'The AWS CLI expands variables and the home folders of other users; the SDKs and Stackpass take the path literally.',
    remedy: 'Set the variable to the full path.',
    path: value,
  }).error
}

/** A relative path in a variable counts from the working folder, as it does for the AWS CLI and every SDK. */
function absolute(path: string, platform: CorePorts['platform']): string {
  const rules = platform === 'win32' ? win32 : posix
  return rules.isAbsolute(path) ? path : rules.resolve(process.cwd(), path)
}

/** Reads the shared files where AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or `~/.aws` say. */
export function createAwsFiles(
  files: Pick<FileService, 'read'>,
  ports: CorePorts,
  isHeld: AwsView['isHeld'] = () => false,
): AwsFiles {
  const now = ports.now ?? (() => new Date())
  const environment = { ...ports.env, HOME: ports.env['HOME'] ?? ports.homeDir }
  const located = resolveSharedFilePaths(environment, ports.platform)
  const paths = {
    config: absolute(located.config, ports.platform),
    credentials: absolute(located.credentials, ports.platform),
  }
  const labels = {
    config: shownPath(paths.config, ports.homeDir),
    credentials: shownPath(paths.credentials, ports.homeDir),
  }
  const keepsModes = ports.platform !== 'win32' && chosenHome(ports.env) === undefined
  const known = new Map<SharedFileKind, { bytes: Uint8Array; state: SharedFileState }>()
  let last: AwsView | undefined

  async function load(kind: SharedFileKind): Promise<SharedFileState> {
    const base = { kind, path: paths[kind], label: labels[kind], readAt: now() }
    const read = await files.read(paths[kind])
    if (!read.ok) {
      known.delete(kind)
      return { ...base, state: 'unreadable', error: read.error }
    }
    if (read.value === undefined) {
      const before = last?.[kind]
      known.delete(kind)
      return before?.state === 'missing' ? before : { ...base, state: 'missing' }
    }
    const snapshot = read.value
    const earlier = known.get(kind)
    // Windows has no permission bits; what Node says there, or Linux of a drive of Windows, is made up.
    const mode = keepsModes ? snapshot.mode : undefined
    const isSame =
      earlier !== undefined &&
      earlier.state.mode === mode &&
      Buffer.compare(earlier.bytes, snapshot.bytes) === 0
    if (isSame) return earlier.state
    const document = parseSharedFile(snapshot.bytes, kind)
    const state: SharedFileState = {
      ...base,
      state: 'present',
      ...(mode !== undefined && { mode }),
      bytes: snapshot.bytes,
      document,
    }
    known.set(kind, { bytes: snapshot.bytes, state })
    return state
  }

  return {
    paths,
    labels,
    notCreated: (kind) => literalPath(kind, ports.env),
    async view() {
      const [config, credentials] = await Promise.all([load('config'), load('credentials')])
      if (last?.config === config && last.credentials === credentials) return last
      const view: AwsView = {
        config,
        credentials,
        profiles: new ProfileMap(config.document, credentials.document),
        environment: ports.env,
        now,
        isHeld,
      }
      last = view
      return view
    },
  }
}
