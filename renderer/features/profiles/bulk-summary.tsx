import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { useProfileColumn } from '../../app/profile-column.ts'
import { useProfileLooks } from '../../app/profile-looks.ts'
import type { ProfileLook } from '../../app/profile-step.ts'
import { Pair, Section } from '../../ui/panel-section.tsx'
import { plural } from '../../ui/plural.ts'
import { kindLabels } from './profile-kinds.ts'

/** How many have each word, most frequent first; counts words beyond the first `most` together. */
export function countsInWords(words: readonly string[], most = 3): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted
  const left = sorted.slice(shown.length).reduce((sum, [, count]) => sum + count, 0)
  const said = shown.map(([word, count]) => `${count} ${word}`)
  return [...said, ...(left > 0 ? [`${left} others`] : [])].join(', ')
}

function stateOf({ look, step }: ProfileLook): string {
  if (step === 'signIn') return 'sign in'
  if (step === 'edit') return 'broken'
  return look.glyph === 'valid' ? 'work' : 'not checked'
}

/** What the profiles of a change have in common and where they differ. */
export function BulkSummary({ profiles }: { readonly profiles: readonly ProfileSummary[] }) {
  const lookOf = useProfileLooks()
  const column = useProfileColumn()
  const used = profiles.flatMap(({ name }) => column?.counts.get(name) ?? [])
  const rows: (readonly [label: string, text: string])[] = [
    ['Kind', countsInWords(profiles.map(({ kind }) => kindLabels[kind]))],
    ['Region', countsInWords(profiles.map(({ region }) => region ?? 'without one'))],
    [
      'Status',
      countsInWords(
        profiles.map((profile) => stateOf(lookOf(profile))),
        4,
      ),
    ],
  ]
  if (column !== undefined)
    rows.push([
      column.label,
      used.length === 0
        ? 'none uses them'
        : `${used.reduce((sum, count) => sum + count, 0)} use ${used.length === profiles.length ? 'them' : `${used.length} of them`}`,
    ])
  return (
    <Section title={profiles.length === 1 ? 'The profile' : `The ${plural(profiles.length, 'profile')}`}>
      <dl>
        {rows.map(([label, text]) => (
          <Pair key={label} name={label} small>
            {text}
          </Pair>
        ))}
      </dl>
    </Section>
  )
}
