import { Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { review } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { changesAny, checkTarget, firstChoices, type Choice } from './import-choice.ts'
import { FoundList } from './found-credentials.tsx'
import './imports.css'
import { PasteBox } from './paste-box.tsx'
import { Target } from './import-target.tsx'
import { useChanged } from './use-changed.ts'
import { usePaste } from './use-paste.ts'

function saveLabel(chosen: readonly Choice[], existing: ReadonlySet<string>): string {
  const first = chosen[0]
  if (chosen.length > 1) return `Import ${chosen.length} and verify`
  return first !== undefined && existing.has(first.profile.trim())
    ? 'Replace keys and verify'
    : 'Save and verify'
}

/** Reads pasted credentials, shows old and new side by side, and writes them after the usual review. */
export function ImportDialog({ input, close }: OverlayProps) {
  const list = useProfileList()
  const verify = useVerify()
  const { paste, read, clear } = usePaste()
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(new Map())
  const [viewed, view] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const primary = useRef<HTMLButtonElement>(null)
  const given = useRef(typeof input['text'] === 'string' ? input['text'] : undefined)

  const onText = (text: string): void => {
    void read(text).then((found) => {
      const candidates = found?.candidates ?? []
      const only = candidates.length === 1 ? candidates[0] : undefined
      const first = firstChoices(candidates)
      const into = only === undefined ? undefined : first.get(only.index)
      // Opened for a profile: pasted credentials go there, unless there are several sets.
      if (only !== undefined && into !== undefined && typeof input['profile'] === 'string')
        setChoices(new Map([[only.index, { ...into, profile: input['profile'] }]]))
      else setChoices(first)
      view(found?.candidates[0]?.index ?? 0)
      // Enter continues with the pasted credentials.
      if (found?.candidates.some(({ problem }) => problem === undefined) === true)
        requestAnimationFrame(() => primary.current?.focus())
    })
  }
  const start = useRef(onText)
  useEffect(() => {
    const text = given.current
    given.current = undefined
    if (text !== undefined) start.current(text)
  }, [])

  const only = choices.size === 1 ? [...choices.entries()][0] : undefined
  const onlyChanged = useChanged(
    list,
    paste?.found?.candidates.find(({ index }) => index === only?.[0]),
    only?.[1],
  )
  if (list === undefined) return null
  const found = paste?.found
  const candidates = found?.candidates ?? []
  const existing = new Set(list.profiles.map((profile) => profile.name))
  const chosen = [...choices].filter(([, choice]) => choice.on)
  const errorOf = (index: number): string | undefined => {
    const choice = choices.get(index)
    if (choice?.on !== true) return undefined
    return checkTarget(
      choice,
      existing,
      chosen.filter(([other]) => other !== index).map(([, other]) => other),
    )
  }
  const shown = candidates.find((candidate) => candidate.index === viewed)
  const shownChoice = choices.get(viewed)
  const ready =
    found !== undefined && chosen.length > 0 && chosen.every(([index]) => errorOf(index) === undefined)

  const nothingNew = ready && chosen.length === 1 && onlyChanged !== undefined && !changesAny(onlyChanged)
  /** The profile already has everything: nothing to write, but it can still be checked with AWS. */
  const verifyOnly = (): void => {
    const names = chosen.map(([, choice]) => choice.profile.trim())
    close()
    navigate('profiles', names[0])
    void verify(names, names)
  }
  const save = (): void => {
    if (found === undefined) return
    const names = chosen.map(([, choice]) => choice.profile.trim())
    review({
      plan: () =>
        ask('imports.plan', {
          importId: found.importId,
          choices: chosen.map(([index, choice]) => ({
            index,
            profile: choice.profile.trim(),
            ...(choice.expiresAt !== undefined &&
              onlyChanged?.end !== false && { expiresAt: choice.expiresAt }),
            ...(choice.anyway === true && { anyway: true }),
          })),
        }),
      done: `Imported ${names.join(', ')}`,
      onSaved: () => {
        close()
        navigate('profiles', names[0])
        void verify(names, names)
      },
    })
  }

  return (
    <Modal
      open
      onClose={close}
      title="Import credentials"
      size="wide"
      flush
      initialFocus={body}
      className="import-dialog"
      foot={
        <>
          <span className="foot-note">
            <Undo2 aria-hidden="true" />A backup is kept. Undo any time.
          </span>
          <Button keys={['Esc']} onClick={close}>
            Cancel
          </Button>
          <Button ref={primary} look="primary" off={!ready} onClick={nothingNew ? verifyOnly : save}>
            {nothingNew
              ? 'Verify'
              : saveLabel(
                  chosen.map(([, choice]) => choice),
                  existing,
                )}
          </Button>
        </>
      }
    >
      <div className="import-sides" ref={body} tabIndex={-1}>
        <div className="import-left">
          <PasteBox shown={paste?.shown} onText={onText} onClear={clear} />
          <p className="field-note">
            Reads blocks of the access portal for every shell, files, JSON from aws sts, .env and CSV. Nothing
            leaves this computer.
          </p>
          {paste?.error !== undefined && <ErrorNotice error={paste.error} assertive />}
          {found !== undefined && (
            <FoundList
              candidates={candidates}
              choices={choices}
              viewed={viewed}
              onView={view}
              onToggle={(index) => {
                const choice = choices.get(index)
                if (choice !== undefined)
                  setChoices(new Map(choices).set(index, { ...choice, on: !choice.on }))
                view(index)
              }}
              onAnyway={(index) => {
                const choice = choices.get(index)
                if (choice === undefined) return
                setChoices(new Map(choices).set(index, { ...choice, on: true, anyway: true }))
                requestAnimationFrame(() => primary.current?.focus())
              }}
              notes={found.notes}
            />
          )}
        </div>
        <div className="import-right">
          {shown !== undefined &&
          shownChoice !== undefined &&
          (shown.problem === undefined || shownChoice.anyway === true) ? (
            <Target
              key={viewed}
              candidate={shown}
              choice={shownChoice}
              error={errorOf(viewed)}
              list={list}
              onChange={(choice) => setChoices(new Map(choices).set(viewed, choice))}
            />
          ) : (
            <p className="import-hint text-2">
              What you paste is compared with the profile it goes to before anything is written.
            </p>
          )}
        </div>
      </div>
    </Modal>
  )
}
