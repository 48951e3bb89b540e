import { readFileSync } from 'node:fs'
import { errno } from './file-errors.ts'

/** Where the users and groups of the system are listed. */
export interface Accounts {
  readonly passwd: string
  readonly group: string
}

/**
 * Whether a group has only this user and root in it: the private group that Linux distributions give each user,
 * with a umask of 002, so that it can write to most folders of a home. False where that cannot be seen, as for
 * groups of a directory service.
 */
export function isPrivateGroup(gid: number, user: number, read = readAccounts): boolean {
  const accounts = read()
  if (accounts === undefined) return false
  const users = accounts.passwd.split('\n').map((line) => line.split(':'))
  const trusted = new Set<string | undefined>()
  for (const [name, , uid] of users) if (uid === String(user) || uid === '0') trusted.add(name)
  const group = accounts.group.split('\n').map((line) => line.split(':'))
  const entry = group.find((fields) => fields[2] === String(gid))
  if (entry === undefined) return false
  const members = (entry[3] ?? '').split(',').filter((name) => name !== '')
  for (const [name, , , primary] of users) if (primary === String(gid) && name) members.push(name)
  return members.every((name) => trusted.has(name))
}

function readAccounts(): Accounts | undefined {
  try {
    return { passwd: readFileSync('/etc/passwd', 'utf8'), group: readFileSync('/etc/group', 'utf8') }
  } catch (error) {
    if (errno(error) === '') throw error
    return undefined
  }
}
