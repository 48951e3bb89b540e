import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { directWriter, streamWriter } from '../../../cli/terminal/writers.ts'

type WriteSync = NonNullable<Parameters<typeof directWriter>[3]>

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

const mayNotBeLost = (error: NodeJS.ErrnoException): never => expect.unreachable(error.message)

describe('writing to a pipe without a stream', () => {
  test('writes all of it, however little each call takes', () => {
    const { write, text } = pipe(1000, 'EIO')
    directWriter(1, () => expect.unreachable(), mayNotBeLost, write).write('naïve ☃ profile\n')
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
    const out = directWriter(1, () => stream, mayNotBeLost, write)
    expect(out.isSettled()).toBe(true)
    out.write('ab☃cd')
    expect(out.isSettled()).toBe(false)
    out.write('ef')
    expect(out.isWritten()).toBe(false)
    taken?.()
    taken?.()
    expect(out.isWritten()).toBe(true)
    expect(Buffer.concat([bytes(), ...rest]).toString()).toBe('ab☃cdef')
  })

  test.each(['EPIPE', 'ECONNRESET', 'ENOTCONN'])(
    'drops what nobody reads any more, and is still no error: %s',
    (code) => {
      const { write, text } = pipe(2, code)
      const out = directWriter(1, () => expect.unreachable(), mayNotBeLost, write)
      out.write('abcd')
      out.write('efgh')
      expect(text()).toBe('ab')
      expect(out.isWritten()).toBe(true)
    },
  )

  test('tells once that output is lost when the disk behind it is full', () => {
    const { write } = pipe(2, 'ENOSPC')
    const lost: (string | undefined)[] = []
    const out = directWriter(
      1,
      () => expect.unreachable(),
      ({ code }) => lost.push(code),
      write,
    )
    out.write('abcd')
    out.write('efgh')
    expect(lost).toEqual(['ENOSPC'])
  })
})

test('a stream that was written to may still fail when it holds nothing more', async () => {
  const lost: (string | undefined)[] = []
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
  })
  const out = streamWriter(stream, ({ code }) => lost.push(code))
  expect(out.isSettled()).toBe(true)
  out.write('x')
  expect({ settled: out.isSettled(), lost }).toEqual({ settled: false, lost: [] })
  await new Promise((resolve) => stream.once('close', resolve))
  expect({ settled: out.isSettled(), lost }).toEqual({ settled: true, lost: ['ENOSPC'] })
})
