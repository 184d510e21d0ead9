declare module 'virtual:texts' {
  const texts: import('../../components/i18n').TextTable
  export default texts
}
