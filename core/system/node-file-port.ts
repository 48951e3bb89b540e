import * as promises from 'node:fs/promises'
import type { FilePort } from './file-port.ts'

/** The real file system. */
export const nodeFilePort: FilePort = promises
