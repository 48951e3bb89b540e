// @vitest-environment happy-dom
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ErrorBoundary } from '../../../renderer/app/error-boundary.tsx'
import { late, lateModule, setPartLoader } from '../../../renderer/ui/late-part.tsx'
import { LayerBoundary } from '../../../renderer/ui/layer-boundary.tsx'
import { until } from '../../patience.ts'

const Hello = ({ name }: { readonly name: string }) => <p>Hello {name}</p>
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

let place: HTMLElement
let root: Root

beforeEach(() => {
  setPartLoader(() => Promise.resolve())
  place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
})
afterEach(() => {
  root.unmount()
  place.remove()
})

describe('late', () => {
  it('shows the part in the turn in which its code arrives', async () => {
    const Part = late(
      () => Promise.resolve({ Hello }),
      (module) => module.Hello,
    )
    flushSync(() => root.render(<Part name="Ana" />))
    expect(place.textContent).toBe('')
    await turn()
    expect(place.textContent).toBe('Hello Ana')
  })

  it('shows parts of one module at once when it was loaded before', async () => {
    let loads = 0
    const module = lateModule(() => {
      loads++
      return Promise.resolve({ Hello })
    })
    const First = module.part((loaded) => loaded.Hello)
    const Second = module.part((loaded) => loaded.Hello)
    module.preload()
    await turn()
    flushSync(() =>
      root.render(
        <>
          <First name="Ana," />
          <Second name="Ben" />
        </>,
      ),
    )
    expect(place.textContent).toBe('Hello Ana,Hello Ben')
    expect(loads).toBe(1)
  })

  it('shows no part before what it waits for has arrived, and none when that fails', async () => {
    let arrives: () => void = () => undefined
    let asked = false
    const Part = late(
      () => {
        asked = true
        return Promise.resolve({ Hello })
      },
      (module) => module.Hello,
    )
    setPartLoader(() => Promise.reject(new Error('the connection is lost')))
    flushSync(() =>
      root.render(
        <ErrorBoundary>
          <Part name="Ana" />
        </ErrorBoundary>,
      ),
    )
    await until(() => expect(place.textContent).toContain('the connection is lost'))
    expect(asked).toBe(false)
    let waits = false
    setPartLoader(() => {
      waits = true
      return new Promise((resolve) => (arrives = resolve))
    })
    place.querySelector('button')?.click()
    await until(() => expect(waits).toBe(true))
    expect([asked, place.textContent]).toEqual([false, ''])
    arrives()
    await until(() => expect([asked, place.textContent]).toEqual([true, 'Hello Ana']))
  })

  it('gives a failed import to the boundary, and tries again when it is shown again', async () => {
    let fails = true
    const Part = late(
      () => (fails ? Promise.reject(new Error('host is gone')) : Promise.resolve({ Hello })),
      (module) => module.Hello,
    )
    Part.preload()
    flushSync(() =>
      root.render(
        <ErrorBoundary>
          <Part name="Ana" />
        </ErrorBoundary>,
      ),
    )
    await turn()
    expect(place.textContent).toContain('This screen did not load')
    expect(place.textContent).toContain('host is gone')
    fails = false
    place.querySelector('button')?.click()
    await turn()
    expect(place.textContent).toBe('Hello Ana')
  })

  it('closes a layer whose code does not come, keeps the rest of the page, and can be opened again', async () => {
    let fails = true
    const Layer = late(
      () => (fails ? Promise.reject(new Error('host is gone')) : Promise.resolve({ Hello })),
      (module) => module.Hello,
    )
    const told: string[] = []
    const show = (again: number) =>
      flushSync(() =>
        root.render(
          <>
            <p>page </p>
            <LayerBoundary again={again} onFailure={(error) => told.push(error.message)}>
              <Layer name="Ana" />
            </LayerBoundary>
          </>,
        ),
      )
    show(1)
    await turn()
    expect([place.textContent, told]).toEqual(['page ', ['host is gone']])
    fails = false
    show(1)
    await turn()
    expect(place.textContent).toBe('page ')
    show(2)
    await turn()
    expect(place.textContent).toBe('page Hello Ana')
  })
})
