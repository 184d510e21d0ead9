import { expect, it } from 'vitest'
import { addressSpace, isWithinReach } from './addressSpace'

const host = (url: string) => addressSpace(new URL(url).hostname)

it.each([
  'http://127.0.0.1/',
  'http://127.9.9.9/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://0/',
  'http://localhost:3000/',
  'http://LOCALHOST./',
  'http://app.localhost/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'file:///home/page.html',
])('%s is this machine', (url) => {
  expect(host(url)).toBe('loopback')
})

it.each([
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://0300.0250.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[::ffff:192.168.0.1]/',
  'http://router/',
  'http://printer.local/',
  'http://metadata.google.internal/',
  'http://nas.home.arpa./',
])('%s is a private network', (url) => {
  expect(host(url)).toBe('private')
})

it.each([
  'https://shop.example/',
  'http://8.8.8.8/',
  'http://172.32.0.1/',
  'http://100.128.0.1/',
  'http://[2606:4700::1]/',
  'http://[::ffff:8.8.8.8]/',
  'https://localhost.example/',
  'https://10.0.0.1.example/',
])('%s is public', (url) => {
  expect(host(url)).toBe('public')
})

it('a page reaches what is no nearer than it is, and its own host', () => {
  const within = (target: string, page: string) => isWithinReach(new URL(target), new URL(page))
  expect(within('http://192.168.1.1/logo.png', 'https://shop.example')).toBe(false)
  expect(within('http://localhost/logo.png', 'https://shop.example')).toBe(false)
  expect(within('http://localhost/logo.png', 'http://192.168.1.1')).toBe(false)
  expect(within('http://192.168.1.2/logo.png', 'http://192.168.1.1')).toBe(true)
  expect(within('https://cdn.example/logo.png', 'http://192.168.1.1')).toBe(true)
  expect(within('http://127.0.0.1:81/logo.png', 'http://localhost:80')).toBe(true)
  expect(within('http://intranet/logo.png', 'http://intranet')).toBe(true)
})
