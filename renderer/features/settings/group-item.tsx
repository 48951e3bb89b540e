import { Trash2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Swatch } from '../../ui/marks.tsx'
import { MenuButton, MenuCheck } from '../../ui/menu.tsx'
import { plural } from '../../ui/plural.ts'
import { browserInWords } from './group-browser.ts'
import { checkGroupName, colours, type Group } from './group-changes.ts'

/** A name that is saved on leaving the field or with Enter; Esc restores the old one. */
function NameInput({
  group,
  groups,
  isNew,
  onName,
}: {
  readonly group: Group
  readonly groups: readonly Group[]
  readonly isNew: boolean
  readonly onName: (name: string) => void
}) {
  const [text, setText] = useState<string>()
  const about = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isNew) input.current?.select()
  }, [isNew])
  const error = text === undefined ? undefined : checkGroupName(text, groups, group.name)
  const write = (): void => {
    if (text === undefined || error !== undefined) return
    setText(undefined)
    if (text.trim() !== group.name) onName(text.trim())
  }
  return (
    <div className="group-name">
      <div className={classNames('input', error !== undefined && 'bad')}>
        <input
          ref={input}
          aria-label={`Name of the group ${group.name}`}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={about}
          value={text ?? group.name}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onBlur={write}
          onKeyDown={(event) => {
            if (event.key === 'Enter') write()
            if (event.key === 'Escape') setText(undefined)
          }}
        />
      </div>
      <p id={about} className="field-note bad" role="alert" hidden={error === undefined}>
        {error}
      </p>
    </div>
  )
}

/** One group in the settings. */
export function GroupItem({
  group,
  count,
  groups,
  isNew,
  onChange,
  onMembers,
  onBrowser,
  onDelete,
}: {
  readonly group: Group
  readonly count: number
  readonly groups: readonly Group[]
  readonly isNew: boolean
  readonly onChange: (next: Group) => void
  readonly onMembers: () => void
  readonly onBrowser: () => void
  readonly onDelete: () => void
}) {
  return (
    <li className="group-item">
      <MenuButton
        align="start"
        trigger={
          <IconButton label={`Colour of ${group.name}: ${group.colour}`}>
            <Swatch colour={group.colour} />
          </IconButton>
        }
      >
        {colours.map((colour) => (
          <MenuCheck
            key={colour}
            checked={colour === group.colour}
            onChange={() => onChange({ ...group, colour })}
          >
            <Swatch colour={colour} />
            {colour}
          </MenuCheck>
        ))}
      </MenuButton>
      <NameInput
        group={group}
        groups={groups}
        isNew={isNew}
        onName={(name) => onChange({ ...group, name })}
      />
      <SwitchLine checked={group.production} onChange={(production) => onChange({ ...group, production })}>
        <span className="visually-hidden">{group.name} is </span>Production
      </SwitchLine>
      <Button size="small" aria-label={`Choose the profiles of ${group.name}`} onClick={onMembers}>
        {plural(count, 'profile')}
        {group.rules !== undefined && group.rules.length > 0 && (
          <span className="text-3">
            {group.rules.length === 1 ? 'by rule' : `by ${group.rules.length} rules`}
          </span>
        )}
      </Button>
      <Button
        size="small"
        className="group-browser"
        aria-label={`Console of ${group.name}: ${browserInWords(group)}. Change`}
        onClick={onBrowser}
      >
        <span className="truncate">{browserInWords(group)}</span>
      </Button>
      <IconButton label={`Delete the group ${group.name}`} onClick={onDelete}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </li>
  )
}
