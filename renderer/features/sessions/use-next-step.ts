import { useCallback } from 'react'
import type { Prompt, Session, SignIn } from '../../../shared/contract/models.ts'
import { sendCode } from '../../app/code-prompts.ts'
import { navigate } from '../../app/navigation.ts'
import { cancelSignIn, signIn, signOut } from '../../app/sign-in.ts'
import { useVerify } from '../../app/use-verify.ts'
import { nextStep } from './session-words.ts'

export interface SessionNow {
  readonly session: Session
  readonly waiting: SignIn | undefined
  readonly prompt: Prompt | undefined
}

/** Takes the next step of a session, as its button says. */
export function useNextStep(): (of: SessionNow) => void {
  const verify = useVerify()
  return useCallback(
    ({ session, waiting, prompt }: SessionNow) => {
      const step = nextStep(session, waiting, prompt, Date.now())
      const first = session.profiles[0]?.name
      if (step === 'cancel' && waiting !== undefined) void cancelSignIn(waiting.signInId)
      else if (step === 'useCode' && prompt !== undefined) void sendCode(prompt)
      else if (step === 'askCode') {
        // Checking a profile that needs the code asks for it.
        if (first !== undefined) void verify([first], [])
      } else if (step === 'signOut') void signOut(session)
      else if (step === 'show' && first !== undefined) navigate('profiles', first)
      else void signIn({ session: session.id })
    },
    [verify],
  )
}
