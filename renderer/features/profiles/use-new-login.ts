import { useEffect, useRef, useState } from 'react'
import type { SignIn } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import { useSessionList } from '../../app/session-queries.ts'
import { cancelSignIn } from '../../app/sign-in.ts'
import { ask } from '../../app/transport.ts'

type Ended = Extract<SignIn['state'], { kind: 'done' }>
export type NewLoginWho = NonNullable<Ended['login']>

export interface NewLogin {
  /** The sign-in that waits for the user. */
  readonly waiting: SignIn | undefined
  readonly error: CodedError | undefined
  readonly busy: boolean
  cancel(): void
  start(of: {
    readonly name: string
    readonly region: string
    readonly method?: SignIn['method']
  }): Promise<void>
}

/** A sign-in like `aws login` for a profile that does not exist yet. It ends with the dialog that started it. */
export function useNewLogin(done: (login: NewLoginWho) => void): NewLogin {
  const [started, setStarted] = useState<SignIn>()
  const [refused, setRefused] = useState<CodedError>()
  const [busy, setBusy] = useState(false)
  const list = useSessionList()
  const open = useRef<string>(undefined)
  const tell = useRef(done)
  useEffect(() => {
    tell.current = done
  })
  useEffect(() => () => void (open.current !== undefined && cancelSignIn(open.current)), [])

  const known = list?.signIns.find(({ signInId }) => signInId === started?.signInId)
  const now = started && (known ?? started)
  const end = now?.state.kind === 'waiting' ? undefined : now
  useEffect(() => {
    if (end === undefined || open.current !== end.signInId) return
    open.current = undefined
    const { state } = end
    if (state.kind === 'done' && state.login !== undefined) tell.current(state.login)
  }, [end])

  return {
    waiting: end === undefined ? now : undefined,
    error: refused ?? (end?.state.kind === 'failed' ? end.state.error : undefined),
    busy,
    cancel() {
      const waiting = open.current
      open.current = undefined
      setRefused(undefined)
      setStarted(undefined)
      if (waiting !== undefined) void cancelSignIn(waiting)
    },
    async start({ name, region, method }) {
      const before = open.current
      open.current = undefined
      if (before !== undefined) await cancelSignIn(before)
      setRefused(undefined)
      setStarted(undefined)
      setBusy(true)
      const reply = await ask('sessions.signIn', {
        newProfile: name,
        ...(region !== '' && { region }),
        ...(method !== undefined && { method }),
      })
      setBusy(false)
      if (!reply.ok) return setRefused(reply.error)
      open.current = reply.value.signInId
      return setStarted(reply.value)
    },
  }
}
