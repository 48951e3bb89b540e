import { describe, expect, it } from 'vitest'
import { loginCommand, sessionLoginCommand } from '../../../shared/domain/sessions/login-command.ts'

describe('the command that signs in', () => {
  it.each([
    ['dev', 'stackpass login dev', 'stackpass login --session dev'],
    ['a b', "stackpass login 'a b'", "stackpass login --session 'a b'"],
    ['-x', 'stackpass login -- -x', 'stackpass login --session=-x'],
  ])('%s can be pasted', (name, profile, session) => {
    expect(loginCommand(name)).toBe(profile)
    expect(sessionLoginCommand(name)).toBe(session)
  })
})
