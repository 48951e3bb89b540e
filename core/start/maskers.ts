import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import { startUpSecrets } from '../../shared/domain/shells/rc-secrets.ts'
import type { Masker } from '../files/types.ts'
import { maskStackSecrets } from '../stacks/mask-secrets.ts'

/** How to find the secrets in each kind of file that the file service writes. */
export const maskers: ReadonlyMap<string, Masker> = new Map<string, Masker>([
  ['aws-config', (bytes, windows) => secretRanges(bytes, 'config', windows)],
  ['aws-credentials', (bytes, windows) => secretRanges(bytes, 'credentials', windows)],
  ['shell-rc', startUpSecrets],
  ['pulumi-stack', maskStackSecrets],
])
