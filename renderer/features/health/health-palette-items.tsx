import { ShieldCheck, Wrench } from 'lucide-react'
import { useProfileList } from '../../app/core-queries.ts'
import type { PaletteItem } from '../../app/feature.ts'
import { useGroupCounts } from '../../app/profile-groups.ts'
import { review } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'
import { useVerify } from '../../app/use-verify.ts'
import { plural } from '../../ui/plural.ts'

/** Checks and repairs for everything or for a group. */
export function useHealthPaletteItems(): readonly PaletteItem[] {
  const list = useProfileList()
  const groups = useGroupCounts()
  const verify = useVerify()
  if (list === undefined || list.profiles.length === 0) return []
  const repairs = list.problems.filter((problem) => problem.fix?.operation.type === 'fix').length
  const names = list.profiles.map(({ name }) => name)
  return [
    {
      id: 'verify-all',
      section: 'Actions',
      label: 'Verify all profiles',
      also: 'check',
      detail: `${plural(names.length, 'profile')}, 8 at a time`,
      icon: <ShieldCheck aria-hidden="true" />,
      run: () => void verify(undefined, names),
    },
    ...groups
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => ({
        id: `verify-group:${name}`,
        section: 'Actions',
        label: `Verify all in ${name}`,
        also: 'check group',
        detail: plural(count, 'profile'),
        icon: <ShieldCheck aria-hidden="true" />,
        run: () =>
          void verify(
            list.profiles.filter((profile) => profile.group === name).map((profile) => profile.name),
            [],
          ),
      })),
    ...(repairs === 0
      ? []
      : [
          {
            id: 'repair-all',
            section: 'Actions',
            label:
              repairs === 1
                ? 'Repair the problem in your files'
                : `Repair all ${repairs} problems in your files`,
            also: 'fix doctor',
            icon: <Wrench aria-hidden="true" />,
            run: () => review({ plan: () => ask('edits.planRepairs', {}), saveLabel: 'Repair all' }),
          },
        ]),
  ]
}
