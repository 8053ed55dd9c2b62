/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target over files without a fuzzer: what a fuzzer once found
 * stays found. A breach ends the process, so each file has one of its own.
 *
 *     replay_TARGET FOLDER|FILE...
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "target.h"

static bool
replay(const char *path)
{
    struct file file;
    if (!file_read(&file, path)) {
        printf("FAIL %s: cannot be read\n", path);
        return false;
    }
    fflush(stdout);
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        LLVMFuzzerTestOneInput(file.bytes, file.size);
        file_release(&file);
        exit(0); /* and not _exit: LeakSanitizer reports at exit */
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        status = -1;
    file_release(&file);
    if (status != 0)
        printf("FAIL %s: the fuzz target ends with status %d\n", path, status);
    return status == 0;
}

static void
add_argument(struct files *files, const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        files_add(files, path);
    else
        files_find(files, path, "");
}

int
main(int argc, char **argv)
{
    struct files files = {NULL, 0};
    unsigned passed = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        add_argument(&files, argv[i]);
    for (size_t i = 0; i < files.count; i++)
        replay(files.paths[i]) ? passed++ : failed++;
    if (files.count == 0) {
        printf("FAIL no inputs\n");
        failed++;
    }
    files_release(&files);
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0;
}
