import { mergeLines } from '../../core/history/merge.ts'
import { editSharedFile } from '../../shared/domain/aws/edit.ts'
import { botocoreView } from '../../shared/domain/aws/lenses/botocore.ts'
import { smithyView } from '../../shared/domain/aws/lenses/smithy.ts'
import { mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../shared/domain/aws/problems/find-file-problems.ts'
import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import { redactCommand, redactText } from '../../shared/domain/secrets/redact.ts'
import { hasBlock, putBlock, removeBlock } from '../../shared/domain/shells/rc-block.ts'
import { startUpSecrets } from '../../shared/domain/shells/rc-secrets.ts'
import { decodeState } from '../../shared/domain/shells/state-format.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'
import { parseImport } from '../../shared/domain/transfer/import/parse-import.ts'
import type { Work } from './parsers.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** What the user's shared files, start-up files, pasted text and words of other programs go through. */
export const awsParsers: ReadonlyMap<string, Work> = new Map<string, Work>([
  [
    'settings of all profiles',
    (text) => {
      const document = parseSharedFile(bytesOf(text), 'config')
      for (const profile of mergeProfiles(document, document).values()) void [...profile.settings]
    },
  ],
  [
    'problems',
    (text) => findFileProblems({ config: parseSharedFile(bytesOf(text), 'config'), credentials: undefined }),
  ],
  ['lens of botocore', (text) => botocoreView(bytesOf(text), 'config')],
  ['lens of the JS SDK', (text) => smithyView(bytesOf(text), 'credentials')],
  ['secrets of a shared file', (text) => secretRanges(bytesOf(text), 'credentials')],
  [
    'edit of a shared file',
    (text) =>
      editSharedFile(bytesOf(text), 'config', { type: 'set', profile: 'default', key: 'region', value: 'x' }),
  ],
  ['pasted text', (text) => parseImport(text)],
  [
    'start-up file',
    (text) => [hasBlock(bytesOf(text)), putBlock(bytesOf(text), ['a']), removeBlock(bytesOf(text))],
  ],
  ['secrets of a start-up file', (text) => startUpSecrets(bytesOf(text))],
  ['state of shells', decodeState],
  ['words of another program', (text) => redactText(text)],
  ['command of a credential_process', redactCommand],
  ['hidden characters', showHidden],
  [
    'undo beside other changes',
    (text) => mergeLines(bytesOf(text), bytesOf(`${text}a`), bytesOf(`b${text}`)),
  ],
])
