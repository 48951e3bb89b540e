import { Keyboard, Moon, Rows3, SquareTerminal, Tag } from 'lucide-react'
import { useSettings } from '../../app/core-queries.ts'
import type { PaletteItem } from '../../app/feature.ts'
import { useMethod } from '../../app/method-query.ts'
import { navigate } from '../../app/navigation.ts'
import { review } from '../../app/open-review.ts'
import { changeSettings } from '../../app/settings-actions.ts'
import { ask } from '../../app/transport.ts'
import { useTwinItems } from './twin-items.ts'

const themes = [
  { value: 'light', label: 'Light theme' },
  { value: 'dark', label: 'Dark theme' },
  { value: 'system', label: 'Theme of the system' },
] as const

/** Settings that can be changed from the palette, and missing shell hooks. */
export function useSettingsPaletteItems(query: string): readonly PaletteItem[] {
  const twins = useTwinItems(query)
  const settings = useSettings()
  const shells = useMethod('shells.list', {}).data?.shells ?? []
  if (settings === undefined) return twins
  const compact = settings.density === 'compact'
  return [
    ...twins,
    ...shells
      .filter(({ inUse, installed }) => inUse && !installed)
      .map(({ shell }) => ({
        id: `hook:${shell}`,
        section: 'Actions',
        label: `Install the hook of ${shell}`,
        also: 'shell terminal follow',
        icon: <SquareTerminal aria-hidden="true" />,
        run: () =>
          review({
            plan: () => ask('shells.plan', { shell }),
            done: `${shell} follows the active profile from now on`,
            saveLabel: 'Install',
          }),
      })),
    ...themes
      .filter(({ value }) => value !== settings.theme)
      .map(({ value, label }) => ({
        id: `theme:${value}`,
        section: 'Settings',
        label,
        also: 'appearance colour mode',
        icon: <Moon aria-hidden="true" />,
        run: () => void changeSettings({ theme: value }),
      })),
    {
      id: 'density',
      section: 'Settings',
      label: compact ? 'Normal rows' : 'Compact rows',
      also: 'density',
      icon: <Rows3 aria-hidden="true" />,
      run: () => void changeSettings({ density: compact ? 'normal' : 'compact' }),
    },
    {
      id: 'letters',
      section: 'Settings',
      label: settings.singleLetterKeys ? 'Letters filter lists' : 'Single letters run actions',
      also: 'keyboard keys',
      icon: <Keyboard aria-hidden="true" />,
      run: () => void changeSettings({ singleLetterKeys: !settings.singleLetterKeys }),
    },
    {
      id: 'groups',
      section: 'Settings',
      label: 'Groups',
      also: 'new group colour production',
      icon: <Tag aria-hidden="true" />,
      run: () => navigate('settings'),
    },
  ]
}
