import { useState } from 'react'
import type { Settings } from '../../../shared/contract/models.ts'
import { duration } from '../../app/format-time.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const minuteMs = 60_000
const usualMinutes = 30
/** As the schema allows. */
const waits = Array.from({ length: 10 }, (_, index) => index + 1)
const choices = [15, usualMinutes, 60, 120, 240]

/** What guards production, and when to warn. */
export function ProductionSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  const { fallback } = settings
  const profiles = useProfileList()?.profiles ?? []
  const [wanted, setWanted] = useState(fallback !== null)
  const [name, setName] = useState(fallback?.profile ?? '')
  const [chosenMinutes, setMinutes] = useState(usualMinutes)
  const minutes = fallback?.minutes ?? chosenMinutes
  const on = wanted || fallback !== null

  const check = (text: string): string | undefined => {
    if (text === '') return 'Choose the profile to go back to.'
    const profile = profiles.find((candidate) => candidate.name === text)
    if (profile === undefined) return `There is no profile ${text}. Choose one of the list.`
    return profile.production ? `${text} is a production profile. Choose a safe one.` : undefined
  }
  const problem = name === '' ? undefined : check(name)
  const onName = (text: string): void => {
    setName(text)
    if (check(text) === undefined) void saving.save({ fallback: { profile: text, minutes } })
  }
  const minuteChoices = [...new Set([...choices, minutes])].sort((a, b) => a - b)
  return (
    <SettingsSection
      title="Production and expiry"
      about="Guards for profiles of a group that is marked as production."
      saving={saving}
    >
      <SwitchLine
        checked={settings.confirmProduction}
        onChange={(confirmProduction) => void saving.save({ confirmProduction })}
        about="Here, in the tray and on the command line."
      >
        Ask before a production profile becomes active or its console opens
      </SwitchLine>
      <SelectField
        label="Ask before another program gets credentials of"
        value={settings.askBeforeHandOut}
        options={[
          { value: 'guarded', label: 'production and vault profiles' },
          { value: 'all', label: 'all profiles' },
          { value: 'none', label: 'no profile' },
        ]}
        onChange={(value) => void saving.save({ askBeforeHandOut: value as Settings['askBeforeHandOut'] })}
      />
      {settings.askBeforeHandOut !== 'none' && (
        <SelectField
          label="A question waits for"
          value={String(settings.askForMinutes)}
          options={waits.map((each) => ({
            value: String(each),
            label: `${duration(each * minuteMs)}, then it is no`,
          }))}
          onChange={(value) => void saving.save({ askForMinutes: Number(value) })}
        />
      )}
      <SwitchLine
        checked={on}
        onChange={(next) => {
          setWanted(next)
          if (!next && fallback !== null) void saving.save({ fallback: null })
          if (next && check(name) === undefined) void saving.save({ fallback: { profile: name, minutes } })
        }}
        about="A forgotten production profile does not stay active for the rest of the day."
      >
        Go back to a safe profile after a while
      </SwitchLine>
      {on && (
        <div className="settings-fallback">
          <SuggestField
            label="Safe profile"
            value={name}
            onChange={onName}
            suggestions={profiles
              .filter((profile) => !profile.production)
              .map((profile) => ({ value: profile.name, about: profile.group ?? profile.kind }))}
            error={problem}
            note={name === '' ? check(name) : undefined}
          />
          <SelectField
            label="After"
            value={String(minutes)}
            options={minuteChoices.map((choice) => ({
              value: String(choice),
              label: duration(choice * minuteMs),
            }))}
            onChange={(value) => {
              setMinutes(Number(value))
              if (fallback !== null) void saving.save({ fallback: { ...fallback, minutes: Number(value) } })
            }}
          />
        </div>
      )}
      <SwitchLine
        checked={settings.notifyExpiry}
        onChange={(notifyExpiry) => void saving.save({ notifyExpiry })}
        about="Ten minutes before the active profile stops working, where it cannot renew by itself."
      >
        Notify before keys end
      </SwitchLine>
    </SettingsSection>
  )
}
