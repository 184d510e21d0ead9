import { browser } from 'wxt/browser'

void browser.devtools.panels.create('Recount', '/icon/32.png', '/devtools-panel.html')
