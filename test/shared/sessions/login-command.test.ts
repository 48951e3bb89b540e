import { describe, expect, it } from 'vitest'
import {
  loginCommand,
  newLoginCommand,
  sessionLoginCommand,
} from '../../../shared/domain/sessions/login-command.ts'

describe('the command that signs in', () => {
  it.each([
    ['dev', 'stackpass login dev', 'stackpass login --session dev', 'stackpass login --new dev'],
    ['a b', "stackpass login 'a b'", "stackpass login --session 'a b'", "stackpass login --new 'a b'"],
    ['-x', 'stackpass login -- -x', 'stackpass login --session=-x', 'stackpass login --new=-x'],
  ])('%s can be pasted', (name, profile, session, isNew) => {
    expect(loginCommand(name)).toBe(profile)
    expect(sessionLoginCommand(name)).toBe(session)
    expect(newLoginCommand(name)).toBe(isNew)
  })
})
