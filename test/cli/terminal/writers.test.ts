import { Writable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { directWriter } from '../../../cli/terminal/writers.ts'

type WriteSync = NonNullable<Parameters<typeof directWriter>[2]>

/** A pipe that takes `room` bytes and then answers with an error, as a system call does. */
function pipe(room: number, code: string) {
  const taken: number[] = []
  const write = ((_fd: number, bytes: Uint8Array) => {
    if (taken.length === room) throw Object.assign(new Error(code), { code })
    const some = bytes.subarray(0, Math.min(3, room - taken.length))
    taken.push(...some)
    return some.length
  }) as WriteSync
  return { write, text: () => Buffer.from(taken).toString(), bytes: () => Buffer.from(taken) }
}

afterEach(() => {
  process.exitCode = undefined
})

describe('writing to a pipe without a stream', () => {
  test('writes all of it, however little each call takes', () => {
    const { write, text } = pipe(1000, 'EIO')
    directWriter(1, () => expect.unreachable(), write).write('naïve ☃ profile\n')
    expect(text()).toBe('naïve ☃ profile\n')
  })

  test('hands the rest to the stream when the pipe is full, also within a character', () => {
    const { write, bytes } = pipe(4, 'EAGAIN')
    const rest: Buffer[] = []
    let taken: (() => void) | undefined
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        rest.push(chunk)
        taken = done
      },
    })
    const out = directWriter(1, () => stream, write)
    out.write('ab☃cd')
    out.write('ef')
    expect(out.isWritten()).toBe(false)
    taken?.()
    taken?.()
    expect(out.isWritten()).toBe(true)
    expect(Buffer.concat([bytes(), ...rest]).toString()).toBe('ab☃cdef')
    expect(process.exitCode).toBeUndefined()
  })

  test('drops what nobody reads any more, and is still no error', () => {
    const { write, text } = pipe(2, 'EPIPE')
    const out = directWriter(1, () => expect.unreachable(), write)
    out.write('abcd')
    out.write('efgh')
    expect(text()).toBe('ab')
    expect(out.isWritten()).toBe(true)
    expect(process.exitCode).toBeUndefined()
  })

  test('is an error when the disk behind it is full', () => {
    const { write } = pipe(2, 'ENOSPC')
    directWriter(1, () => expect.unreachable(), write).write('abcd')
    expect(process.exitCode).toBe(1)
  })
})
