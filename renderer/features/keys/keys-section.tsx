import { useState } from 'react'
import { RotateCw } from 'lucide-react'
import { timeOrDay } from '../../app/access-state.ts'
import { useHalfMinute } from '../../app/clock.ts'
import {
  checkKeys,
  finishRotation,
  resumeRotation,
  rotateKey,
  undoRotation,
  useKeys,
  type KeyStatus,
  type RotationStatus,
} from '../../app/keys.ts'
import { Button } from '../../ui/button.tsx'
import { Pair, Section } from '../../ui/panel-section.tsx'
import { RotationSteps } from './rotation-steps.tsx'
import './keys.css'

function UnderWay({ name, rotation }: { readonly name: string; readonly rotation: RotationStatus }) {
  const now = useHalfMinute()
  const [busy, setBusy] = useState(false)
  const { state, deletableFrom } = rotation
  const waits = state === 'inactive'
  const isOver = deletableFrom !== undefined && Date.parse(deletableFrom) <= now
  const run = async (what: () => Promise<void>): Promise<void> => {
    setBusy(true)
    await what()
    setBusy(false)
  }
  return (
    <>
      <RotationSteps steps={rotation.steps} />
      <p className="meta text-2">
        {!waits
          ? 'The rotation was interrupted. Nothing is lost: resume it.'
          : isOver
            ? `The old key ${rotation.oldId} is switched off and may be deleted.`
            : `The old key ${rotation.oldId} is switched off. It may be deleted ${deletableFrom === undefined ? 'later' : `from ${timeOrDay(Date.parse(deletableFrom), now)} on`}.`}
      </p>
      <p className="keys-do">
        {!waits && (
          <Button size="small" busy={busy} onClick={() => void run(resumeRotation)}>
            Resume
          </Button>
        )}
        {waits && isOver && (
          <Button size="small" busy={busy} onClick={() => void run(() => finishRotation(name))}>
            Delete old key
          </Button>
        )}
        {rotation.newId !== undefined && (
          <Button size="small" look="quiet" busy={busy} onClick={() => void run(() => undoRotation(name))}>
            Back to the old key
          </Button>
        )}
      </p>
    </>
  )
}

function Facts({ status }: { readonly status: KeyStatus }) {
  const now = useHalfMinute()
  const { ageDays, tooOld, lastUsed, keysOfUser, failure, checkedAt } = status
  if (checkedAt === undefined) return <p className="meta text-2">Its age is not known: IAM was not asked.</p>
  if (failure !== undefined) return <p className="meta tone-amber">{failure}</p>
  return (
    <dl>
      <Pair name="Age">
        <span className={tooOld === true ? 'tone-amber' : ''}>
          {ageDays === undefined ? 'not known' : `${ageDays} ${ageDays === 1 ? 'day' : 'days'}`}
          {tooOld === true && ', over 90'}
        </span>
      </Pair>
      <Pair name="Last used">
        <span className="truncate">
          {lastUsed === undefined
            ? 'never'
            : `${timeOrDay(Date.parse(lastUsed.at), now)}, ${lastUsed.service} in ${lastUsed.region}`}
        </span>
      </Pair>
      <Pair name="Keys of the user">
        <span>{keysOfUser ?? 'not known'}</span>
      </Pair>
    </dl>
  )
}

/** How old a profile's key is, the button to replace it, and the progress of its rotation. */
export function KeysSection({ name }: { readonly name: string }) {
  const status = useKeys()
  const [busy, setBusy] = useState(false)
  const key = status?.keys.find(({ profiles }) => profiles.includes(name))
  if (status === undefined || key === undefined) return null
  const rotation = status.rotations.find(
    ({ profile, oldId, newId }) => profile === name || oldId === key.accessKeyId || newId === key.accessKeyId,
  )
  const check = async (): Promise<void> => {
    setBusy(true)
    await checkKeys([name])
    setBusy(false)
  }
  return (
    <Section title={rotation === undefined ? 'Key age' : 'Key rotation'}>
      {rotation !== undefined ? (
        <UnderWay name={name} rotation={rotation} />
      ) : (
        <>
          <Facts status={key} />
          <p className="keys-do">
            <Button size="small" icon={<RotateCw aria-hidden="true" />} onClick={() => rotateKey(name)}>
              Rotate key
            </Button>
            <Button size="small" look="quiet" busy={busy} onClick={() => void check()}>
              {key.checkedAt === undefined ? 'Ask IAM' : 'Ask again'}
            </Button>
          </p>
        </>
      )}
    </Section>
  )
}
