import { createHash } from 'node:crypto'

/**
 * What a file of ours is called, without its ending, when it is about something that a user named: fit for every file
 * system, and telling nothing to who reads the names of files only.
 */
export const hashedName = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 40)
