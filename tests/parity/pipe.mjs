// SPDX-License-Identifier: MIT
// A program that is given documents and answers frames: each is its length in
// decimal, a newline and the bytes, both ways.
import { spawn } from "node:child_process";

export class Pipe {
  constructor(program, frames) {
    this.frames = frames;
    this.waiting = [];
    this.chunks = Buffer.alloc(0);
    this.answer = [];
    this.child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdout.on("data", (bytes) => this.take(bytes));
    this.child.on("close", (status) => this.end(program, status));
    this.child.stdin.on("error", () => {});
  }

  // The frames of the answer, as buffers.
  ask(document) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(`${document.length}\n`);
      this.child.stdin.write(document);
    });
  }

  take(bytes) {
    this.chunks = this.chunks.length > 0 ? Buffer.concat([this.chunks, bytes]) : bytes;
    for (;;) {
      const line = this.chunks.indexOf(10);
      if (line < 0) return;
      const end = line + 1 + Number(this.chunks.toString("latin1", 0, line));
      if (this.chunks.length < end) return;
      this.answer.push(this.chunks.subarray(line + 1, end));
      this.chunks = this.chunks.subarray(end);
      if (this.answer.length < this.frames) continue;
      this.waiting.shift().resolve(this.answer);
      this.answer = [];
    }
  }

  end(program, status) {
    for (const { reject } of this.waiting.splice(0))
      reject(new Error(`${program} ended with ${status}`));
  }

  close() {
    this.child.stdin.end();
  }
}
