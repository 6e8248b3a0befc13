// Chromium as every script here starts it: it asks no server of its maker for anything.

import puppeteer from 'puppeteer-core'

const QUIET = ['--no-sandbox', '--disable-background-networking', '--disable-component-update',
  '--disable-sync']

export const launch = ({ args = [], ...options } = {}) => puppeteer.launch({
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: [...QUIET, ...args], ...options })
