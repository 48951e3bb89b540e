import { CircleCheck } from 'lucide-react'
import type { Output } from '../../../shared/contract/index.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import { useMethod } from '../../app/method-query.ts'
import { review } from '../../app/open-review.ts'
import { ask, codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { Chip } from '../../ui/marks.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { RadioSetting } from './section-caption.tsx'
import { SettingsLoading, SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

type Shell = Output<'shells.list'>['shells'][number]

const names: Readonly<Record<Shell['shell'], string>> = {
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  powershell: 'PowerShell',
}

function ShellItem({ shell }: { readonly shell: Shell }) {
  const name = names[shell.shell]
  const change = (remove: boolean): void =>
    review({
      plan: () => ask('shells.plan', remove ? { shell: shell.shell, remove } : { shell: shell.shell }),
      done: remove ? `${name} is left alone from now on` : `${name} follows the active profile from now on`,
      saveLabel: remove ? 'Remove' : 'Install',
    })
  return (
    <li className="shell-item">
      <div className="line">
        <span className="medium">{name}</span>
        {shell.installed ? (
          <span className="status">
            <CircleCheck className="tone-green" aria-hidden="true" /> Installed
          </span>
        ) : (
          !shell.inUse && <Chip>Not used here</Chip>
        )}
        <span className="grow" />
        <Button
          size="small"
          aria-label={`${shell.installed ? 'Remove' : 'Install'} the ${name} hook`}
          onClick={() => change(shell.installed)}
        >
          {shell.installed ? 'Remove' : 'Install'}
        </Button>
      </div>
      <details open={shell.inUse && !shell.installed}>
        <summary className="meta text-2">
          {shell.installed ? 'Lines in' : 'Lines for'}{' '}
          <span className="mono wrap-anywhere">{shell.label}</span>
        </summary>
        <pre className="shell-lines mono">{shell.lines}</pre>
      </details>
    </li>
  )
}

const colours = [
  { value: 'no', label: 'As it is' },
  { value: 'dark', label: 'Dark shades', about: 'For terminals with light text' },
  { value: 'light', label: 'Light shades', about: 'For terminals with dark text' },
] as const

/** The shells that can follow the active profile, with the exact lines that do it. */
export function ShellsSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  const { data, error } = useMethod(
    'shells.list',
    {},
    {
      // The files are not watched, so read them again each time the screen opens.
      refetchOnMount: 'always',
    },
  )
  const shells = [...(data?.shells ?? [])].sort((a, b) => Number(b.inUse) - Number(a.inUse))
  const problem = error === null ? undefined : codedError(error)
  return (
    <SettingsSection
      title="Shells"
      about="With these lines a shell follows the active profile at its next prompt. You see the diff first, and can undo it."
      saving={saving}
    >
      {problem !== undefined && <ErrorNotice error={problem} />}
      {data === undefined && problem === undefined && (
        <SettingsLoading label="Reading the set-up of the shells" />
      )}
      <ul>
        {shells.map((shell) => (
          <ShellItem key={shell.shell} shell={shell} />
        ))}
      </ul>
      <SwitchLine
        checked={settings.exportRegion}
        onChange={(exportRegion) => void saving.save({ exportRegion })}
        about="Sets AWS_REGION and AWS_DEFAULT_REGION beside AWS_PROFILE."
      >
        Export the region of the active profile too
      </SwitchLine>
      <SwitchLine
        checked={settings.terminalTitle}
        onChange={(terminalTitle) => void saving.save({ terminalTitle })}
        about="The title of the terminal is the profile, with “production” before it where that holds. A prompt that sets a title of its own wins."
      >
        Show the profile in the title of the terminal
      </SwitchLine>
      <RadioSetting
        label="Background of the terminal by the group of the profile"
        value={settings.terminalColour}
        options={colours}
        onChange={(terminalColour) => void saving.save({ terminalColour })}
      />
    </SettingsSection>
  )
}
