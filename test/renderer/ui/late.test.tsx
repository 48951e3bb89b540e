// @vitest-environment happy-dom
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ErrorBoundary } from '../../../renderer/app/error-boundary.tsx'
import { late, lateModule } from '../../../renderer/ui/late.tsx'

const Hello = ({ name }: { readonly name: string }) => <p>Hello {name}</p>
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

let place: HTMLElement
let root: Root

beforeEach(() => {
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
    expect(place.textContent).toContain('host is gone')
    fails = false
    place.querySelector('button')?.click()
    await turn()
    expect(place.textContent).toBe('Hello Ana')
  })
})
