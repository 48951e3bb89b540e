import { listSections } from '../../shared/domain/aws/merge.ts'
import type { SectionKind } from '../../shared/domain/aws/types.ts'
import type { SharedFileState } from './aws-files.ts'

/** The sections of a kind by name, with key and value. */
export function sectionsAsMaps(
  { config }: { readonly config: Pick<SharedFileState, 'document'> },
  kind: SectionKind,
): Map<string, Map<string, string>> {
  return new Map(
    listSections(config.document, kind).map(({ name, settings }) => [
      name,
      new Map([...settings].map(([key, setting]) => [key, setting.value])),
    ]),
  )
}
