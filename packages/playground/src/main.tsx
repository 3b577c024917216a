/** Starts the page: reads the address, keeps it up to date, and draws. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.js'
import { followAddress, keepAddress } from './state/location.js'
import { state } from './state/page.js'
import './styles/colors.js'
import './styles/page.css'

followAddress()
effect(() => keepAddress(state.value))
render(<App />, document.querySelector('#app')!)
