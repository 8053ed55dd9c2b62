# SPDX-License-Identifier: MIT
# The house around the code. `make help` lists the targets.
#
#   V=1              show the commands
#   WERROR=1         make warnings errors
#   CASE='html-*/*'  with check or accept: only these goldens
#   FLAVOUR=         release (default), sanitize, thread, coverage, fuzz, afl:
#                    a folder each
#   STATIC=0         the program loads its libraries instead of carrying them;
#                    STATIC=1: it must carry them. Without: it carries them if
#                    all are there as archives
#   CC CPPFLAGS CFLAGS LDFLAGS LDLIBS DESTDIR PREFIX   as everywhere; the
#                    flags are added to ours

VERSION := $(shell sed -n 's/^\#define SMAC_VERSION "\(.*\)"/\1/p' \
                   include/smac.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man

FLAVOUR ?= release
B := build/$(FLAVOUR)

# ---- flags ------------------------------------------------------------------

PKG_CONFIG ?= pkg-config
OBJCOPY ?= objcopy
PACKAGES := libcmark-gfm zlib nettle json-c
TEST_PACKAGES := criterion libpcre2-8

# Asked once, and only by rules that compile: `make help` and `make demo` must
# work where nothing is installed yet.
once = $(eval $(1) := $$(shell $(2)))$($(1))
package_cflags = $(call once,package_cflags,$(PKG_CONFIG) --cflags $(PACKAGES) \
                   libxml-2.0 libpcre2-8)
package_libs = $(call once,package_libs,$(PKG_CONFIG) --libs $(PACKAGES))
test_flags = $(call once,test_flags,$(PKG_CONFIG) --cflags --libs \
               $(TEST_PACKAGES))
# Debian keeps cmark-gfm's internal headers in a folder of their own.
cmark_include = $(call once,cmark_include,$(PKG_CONFIG) --variable=includedir \
                  libcmark-gfm)/cmark-gfm

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum \
            -Wmissing-prototypes -Wvla $(if $(WERROR),-Werror)
common := -std=c11 -D_GNU_SOURCE -g -fvisibility=hidden -pthread $(warnings)

# tests/hardened looks for each of them in what was built.
hardening := -fstack-protector-strong -fstack-clash-protection \
             -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 \
             $(if $(filter x86_64 i%86,$(shell uname -m)),-fcf-protection)
flags_release := -O3 $(hardening)
flags_sanitize := -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all \
                  -fsanitize=address,undefined
flags_thread := -O1 -fno-omit-frame-pointer -fsanitize=thread
flags_coverage := -O0 --coverage -fprofile-update=atomic -DSANDBOX_NEVER \
                  -include tests/flush.h
flags_fuzz := $(flags_sanitize) -fsanitize=fuzzer-no-link
flags_afl := $(flags_sanitize)
ifeq ($(FLAVOUR),fuzz)
CC := clang
else ifeq ($(FLAVOUR),afl)
CC := afl-clang-fast
endif
flavour_flags := $(flags_$(FLAVOUR))
# gcc optimises across files what is built to be run: -7 % of the instructions
# (bench/README.md). Objects hold code as well, for all that is linked without.
lto := $(if $(filter release,$(FLAVOUR)),$(if $(findstring \
         Free Software,$(shell $(CC) --version 2>/dev/null)),-flto=auto))
ifeq ($(flavour_flags),)
$(error FLAVOUR=$(FLAVOUR): only release, sanitize, thread, coverage, fuzz and afl are known)
endif

compile = $(CC) $(common) $(flavour_flags) -MMD -MP
fat := $(if $(lto),$(lto) -ffat-lto-objects)
link_flags = -pthread $(filter -fsanitize% --coverage,$(flavour_flags)) -Wl,--as-needed \
             -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code
link_libs = $(package_libs) $(LDLIBS)

# A program that carries its libraries starts in a third of the time: nothing is
# bound, and libxml2 does not bring ICU, libstdc++ and liblzma along
# (bench/README.md). The two that are loaded on demand lie in it, and src/static/
# in place of what they drag along. Its objects come first: an archive's own
# member would be taken before one of a later file.
carried := c m cmark-gfm z nettle json-c xml2 pcre2-8
archives_there = $(shell for name in $(carried); do \
                   [ -e "$$($(CC) -print-file-name=lib$$name.a)" ] || exit; \
                 done 2>/dev/null; echo yes)
ifneq ($(if $(filter release,$(FLAVOUR)),$(or $(filter 1,$(STATIC)), \
        $(if $(filter 0,$(STATIC)),,$(archives_there)))),)
linkage := static
static_objects := $(patsubst src/static/%.c,$(B)/static/%.o, \
                    $(wildcard src/static/*.c))
# Of those that read what an attacker wrote.
carries = $(shell for name in libcmark-gfm libxml-2.0 libpcre2-8 zlib json-c; do \
            printf ', %s %s' $$name $$($(PKG_CONFIG) --modversion $$name); \
          done | cut -c 3-)
$(B)/static/carried.o: CPPFLAGS += -DCARRIED='"$(carries)"'
link_program = -static-pie $(link_flags) \
               -Wl,--wrap=dlopen,--wrap=dlsym,--wrap=dlclose
program_libs = $(call once,program_libs,$(PKG_CONFIG) --static --libs \
                 $(PACKAGES)) -lxml2 -lpcre2-8 -lz -lm $(LDLIBS)
else
linkage := shared
link_program = -pie $(link_flags)
program_libs = $(link_libs)
endif

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

# ---- what is built ----------------------------------------------------------

library_objects := $(patsubst src/%.c,$(B)/lib/%.o,$(wildcard src/*.c))
program_objects := $(patsubst src/cli/%.c,$(B)/cli/%.o,$(wildcard src/cli/*.c))
unit_tests := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
support_objects := $(patsubst %,$(B)/tests/%.o,files diff outcome place words breach accord law)
so := libsmac.so.$(VERSION)

.DEFAULT_GOAL := all
.PHONY: all
all: $(B)/smac libraries ## build the program and the library in build/release
.PHONY: libraries
libraries: $(B)/libsmac.a $(B)/$(so) $(B)/smac.pc

$(B)/lib/%.o: src/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) $(fat) -fPIC -Iinclude -I$(@D) $(package_cflags) -isystem $(cmark_include) \
	    $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The signals' file becomes bytes of the library, so that the program needs no
# file beside it.
$(B)/lib/signals_data.h: share/signals.conf
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)od -An -v -tu1 $< | sed 's/ \+/ /g; s/[0-9]\+/&,/g' > $@
$(B)/lib/grade.o: $(B)/lib/signals_data.h

$(B)/static/%.o: src/static/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -fPIE $(package_cflags) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# libseccomp compiles the sandbox's rules here, so that the program need not.
$(B)/tools/syscalls: tools/syscalls.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(common) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
	    $(shell $(PKG_CONFIG) --cflags --libs libseccomp)
$(B)/cli/sandbox_calls.h: $(B)/tools/syscalls
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$< > $@.new && mv $@.new $@
$(B)/cli/sandbox.o: $(B)/cli/sandbox_calls.h

# The program sees the public header and no other.
$(B)/cli/%.o: src/cli/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) $(fat) -fPIE -Iinclude -I$(@D) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# For any linker, and so without what only this compiler can read.
$(B)/libsmac.a: $(library_objects)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^
	$(if $(lto),$(Q)$(OBJCOPY) -R '.gnu.lto_*' -R '.gnu.debuglto_*' \
	    -N __gnu_lto_v1 $@)

$(B)/$(so): $(library_objects)
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -Wl,-soname,libsmac.so.$(SOVERSION) \
	    $(if $(filter -fsanitize%,$(flavour_flags)),,-Wl$(comma)-z$(comma)defs) \
	    $(link_flags) $(lto) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(link_libs)
	$(Q)ln -sf $(so) $(@D)/libsmac.so.$(SOVERSION)
	$(Q)ln -sf libsmac.so.$(SOVERSION) $(@D)/libsmac.so
comma := ,

$(B)/smac: $(program_objects) $(static_objects) \
    $(if $(lto),$(library_objects),$(B)/libsmac.a) $(B)/linkage
	$(call say,LINK,$@)
	$(Q)$(CC) $(link_program) $(lto) $(CFLAGS) $(LDFLAGS) -o $@ \
	    $(filter-out %/linkage,$^) $(program_libs)

# Nothing can be put before a function of a program that carries its libraries,
# so what makes calls fail, and valgrind, are given this one.
$(B)/shared/smac: $(program_objects) $(B)/libsmac.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -pie $(link_flags) $(if $(lto),-fno-lto) $(CFLAGS) $(LDFLAGS) \
	    -o $@ $^ $(link_libs)

# Rewritten by `make install`, so that it tells the folders of that run.
$(B)/smac.pc: smac.pc.in include/smac.h Makefile
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$(fill_pc) $< > $@
fill_pc = sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
    -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' \
    -e 's|@PACKAGES@|$(PACKAGES)|'

# Objects depend on the flags that they were made with.
.PHONY: FORCE
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(flavour_flags) $(fat) $(warnings) $(CPPFLAGS) $(CFLAGS)' | \
	    cmp -s - $@ || \
	    echo '$(CC) $(flavour_flags) $(fat) $(warnings) $(CPPFLAGS) $(CFLAGS)' > $@
# The program is linked again when what it carries is another matter.
$(B)/linkage: FORCE
	@mkdir -p $(@D)
	@echo $(linkage) | cmp -s - $@ || echo $(linkage) > $@

# ---- tests ------------------------------------------------------------------

# A unit test sees one source file's header; the others only smac.h, as a user.
$(B)/tests/test_%: tests/test_%.c $(B)/libsmac.a $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -Iinclude -iquote src $(package_cflags) $(CPPFLAGS) $(CFLAGS) \
	    $(link_flags) $(LDFLAGS) -o $@ $< $(B)/libsmac.a $(test_flags) \
	    $(link_libs)

$(B)/tests/%.o: tests/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -Iinclude $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/fuzz/%.o: fuzz/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -Iinclude -Itests -iquote src $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/bench/%.o: bench/%.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -Iinclude -iquote src -isystem $(cmark_include) $(CPPFLAGS) \
	    $(CFLAGS) -c -o $@ $<

# The programs that `make parity` asks; judge sees the HTML judge's headers.
$(B)/parity/%: tests/parity/%.c $(B)/libsmac.a $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(compile) -Iinclude -iquote src $(package_cflags) $(CPPFLAGS) $(CFLAGS) \
	    $(link_flags) $(LDFLAGS) -o $@ $< $(B)/libsmac.a \
	    $(if $(filter %/render,$@),-lcmark-gfm-extensions) $(link_libs)

parity_programs := $(patsubst tests/parity/%.c,$(B)/parity/%,$(wildcard \
                     tests/parity/*.c))

link_test = $(CC) $(link_flags) $(if $(lto),-fno-lto) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(link_libs)

$(B)/tests/golden $(B)/tests/laws $(B)/tests/threads: $(B)/tests/%: \
    $(B)/tests/%.o $(support_objects) $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_test)

$(B)/tests/inmate.o: CPPFLAGS += -Isrc/cli
$(B)/tests/inmate: $(B)/tests/inmate.o \
    $(patsubst %,$(B)/cli/%.o,sandbox message printable)
	$(call say,LINK,$@)
	$(Q)$(link_test)

# It has an allocator of its own.
$(B)/tests/starve: $(B)/tests/starve.o $(B)/tests/scenes.o $(B)/tests/files.o \
    $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_test)

# Each target of fuzz/ with a fuzzer, and without one.
fuzz_targets := $(patsubst fuzz/fuzz_%.c,%,$(wildcard fuzz/fuzz_*.c))
fuzzers := $(addprefix $(B)/fuzz/fuzz_,$(fuzz_targets))
replays := $(addprefix $(B)/fuzz/replay_,$(fuzz_targets))
policy_objects := $(addprefix $(B)/cli/, policy.o textfile.o place.o checkout.o \
    parcel.o)
$(B)/fuzz/fuzz_policy $(B)/fuzz/replay_policy: $(policy_objects)
$(B)/fuzz/fuzz_jsonl $(B)/fuzz/replay_jsonl: \
    $(filter-out %/main.o,$(program_objects))

link_fuzz = $(CC) $(link_flags) $(if $(lto),-fno-lto) $(CFLAGS) $(LDFLAGS) -o $@ \
    $(filter %.o,$^) $(filter %.a,$^) $(link_libs)

$(fuzzers): $(B)/fuzz/fuzz_%: $(B)/fuzz/fuzz_%.o $(support_objects) \
    $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_fuzz) -fsanitize=fuzzer

$(replays): $(B)/fuzz/replay_%: $(B)/fuzz/replay.o $(B)/fuzz/fuzz_%.o \
    $(support_objects) $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_fuzz)

$(B)/fuzz/mutate: $(B)/fuzz/mutate.o $(B)/fuzz/fuzz_filter.o \
    $(support_objects) $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_test)

$(B)/bench/hostile: $(B)/bench/hostile.o $(B)/bench/patterns.o \
    $(B)/bench/readers.o $(policy_objects) $(addprefix $(B)/cli/, \
    message.o printable.o jsonl_object.o) $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_fuzz)

$(B)/bench/inprocess: $(B)/bench/inprocess.o $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_test)

$(B)/bench/constructs: $(B)/bench/constructs.o $(B)/bench/floor.o \
    $(B)/libsmac.a
	$(call say,LINK,$@)
	$(Q)$(link_test) -lcmark-gfm-extensions

$(B)/bench/race: $(B)/bench/race.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(link_flags) $(CFLAGS) $(LDFLAGS) -o $@ $^

.PHONY: runners unit-runners
unit-runners: $(unit_tests)
runners: unit-runners $(B)/tests/golden $(B)/tests/laws $(B)/tests/threads \
    $(B)/tests/inmate $(if $(filter release,$(FLAVOUR)),$(B)/shared/smac) \
    $(B)/tests/starve $(replays) $(B)/fuzz/mutate $(B)/bench/hostile \
    $(B)/bench/constructs $(B)/bench/race

.PHONY: fuzzers
fuzzers: $(fuzzers)

.PHONY: check check-sanitize check-valgrind check-real coverage faults \
    faults-memory analyze
check: deps-check ## install what is missing, build and run all tests (CASE='html-*/*': only those goldens)
	$(Q)tests/check $(if $(CASE),golden,all)

check-sanitize: deps-check ## the tests on the ASan and UBSan flavour
	$(Q)tests/check sanitize

check-valgrind: deps-check ## the program and the unit tests under valgrind
	$(Q)tests/check valgrind

check-real: deps-check fetch ## the laws on the READMEs that `make fetch` brought
	$(Q)tests/check real

coverage: deps-check ## which share of the lines and branches the tests run, a file a row (LEAST=90)
	$(Q)tests/coverage $(LEAST)

faults-memory: deps-check ## each allocation fails, over the corpus (STEP=1: every one; a quarter of an hour)
	$(Q)$(MAKE) --no-print-directory -j2 FLAVOUR=sanitize \
	    build/sanitize/tests/starve
	$(Q)build/sanitize/tests/starve $(or $(STEP),1) corpus

.PHONY: parity parity-programs
parity-programs: $(parity_programs)

parity: deps-parity tests/parity/node_modules/.have ## compare words with what Chromium shows (SUITE='corpus spec readmes ink random soup', SEED=, COUNT=)
	$(Q)$(MAKE) --no-print-directory -j2 parity-programs
	$(Q)PROGRAMS=$(B)/parity COUNT='$(COUNT)' SEED='$(SEED)' \
	    tests/parity/run.mjs $(SUITE)

# With scripts off: of the packages only the JavaScript is wanted.
tests/parity/node_modules/.have: tests/parity/package-lock.json
	$(call say,NPM,$(@D))
	$(Q)cd tests/parity && npm ci --silent --ignore-scripts --no-audit --no-fund
	$(Q)touch $@

analyze: deps-analyze all ## gcc -fanalyzer, clang-tidy and cppcheck: a finding fails
	$(Q)tests/analyze

faults: deps-check all $(B)/shared/smac ## what smac does when calls fail, it is killed, or limits are low: a table
	$(Q)tests/faults

.PHONY: accept fetch
accept: all $(B)/tests/golden ## rewrite the goldens (CASE= selects); read the diff like code
	$(Q)CASE='$(CASE)' $(B)/tests/golden --accept corpus

man/smac-reasons.7: $(B)/smac src/cli/advice.c src/cli/explain.c
	$(call say,GEN,$@)
	$(Q)$< explain --mdoc > $@.new && mv $@.new $@

fetch: ## download the READMEs of tests/packages.txt to tests/readmes
	$(Q)tests/fetch

.PHONY: demo
demo: deps ## install what is missing, build, and filter a poisoned README
	$(Q)$(MAKE) --no-print-directory -j2 all
	$(Q)tests/demo $(B)/smac corpus/pages/poisoned.md

.PHONY: fuzz
fuzz: ## fuzz with libFuzzer, or ENGINE=afl (TARGET='filter html', TIME=60 seconds each)
	$(Q)tests/deps build fuzz $(filter afl,$(ENGINE))
	$(Q)$(MAKE) --no-print-directory -j2 FLAVOUR=release build/release/smac
	$(Q)$(MAKE) --no-print-directory -j2 \
	    FLAVOUR=$(if $(filter afl,$(ENGINE)),afl,fuzz) fuzzers
	$(Q)fuzz/run $(or $(TIME),60) $(or $(ENGINE),libfuzzer) \
	    $(or $(TARGET),$(fuzz_targets))

# ---- measuring ---------------------------------------------------------------

.PHONY: bench-jsonl
bench-jsonl: deps all $(B)/bench/inprocess ## throughput and memory of smac jsonl (SIZES='100 1000', megabytes)
	$(Q)bench/jsonl $(B)/smac $(B)/bench/inprocess $(SIZES)

# Debian has md4c as a library without a program.
$(B)/bench/md4c: $(B)/bench/md4c.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(link_flags) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lmd4c-html

.PHONY: bench-compare bench-cost bench-hostile bench-many bench-record \
    bench-scale bench-startup
bench-compare: deps-bench fetch $(B)/smac $(B)/bench/race $(B)/bench/md4c ## smac beside other programs: instructions, time, memory (PEERS='pandoc': only those)
	$(Q)PEERS='$(PEERS)' bench/compare $(B)

bench-startup: deps-bench fetch $(B)/smac $(B)/shared/smac $(B)/bench/race ## a whole process on a README of 10 KB, beside cmark-gfm
	$(Q)bench/startup $(B) $(B)/shared/smac

bench-many: fetch $(B)/smac $(B)/bench/race ## 10 000 files in one process, beside a process each
	$(Q)bench/many $(B)

bench-scale: fetch $(B)/smac $(B)/bench/race ## what all READMEs of npm and GitHub would take, computed from these
	$(Q)bench/scale $(B)

bench-record: ## measure anew what bench/README.md tells (WHAT='cost startup': only those)
	$(Q)bench/record $(WHAT)

bench-cost: deps-bench $(B)/bench/constructs ## what smac costs above cmark-gfm's parse, by construct
	$(Q)bench/cost $(B)/bench/constructs

bench-hostile: deps-check $(B)/bench/hostile ## instructions and memory on hostile documents, and how they grow
	$(Q)bench/growth $(B)/bench/hostile

.PHONY: bench-stream
bench-stream: all fetch ## filter 1 GiB of READMEs: time, first byte, peak memory (MEBIBYTES=, AUDIT=1)
	$(Q)bench/stream $(B)/smac tests/readmes $(or $(MEBIBYTES),1024) \
	    $(if $(AUDIT),--audit)

# ---- the rest ---------------------------------------------------------------

.PHONY: deps deps-check deps-analyze deps-parity deps-bench
deps: ## install what the build needs (apt-get, if anything is missing)
	$(Q)tests/deps build

deps-check: ## install what the tests need
	$(Q)tests/deps build check

deps-analyze: ## install what `make analyze` needs
	$(Q)tests/deps build analyze

deps-parity: ## install what `make parity` needs: Chromium, Node, npm
	$(Q)tests/deps build parity

deps-bench: ## install valgrind and the programs that `make bench-compare` runs
	$(Q)tests/deps build bench

.PHONY: install install-libraries uninstall
install: all install-libraries ## install to DESTDIR/PREFIX
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(DATADIR)/smac' \
	    '$(DESTDIR)$(MANDIR)/man1' '$(DESTDIR)$(MANDIR)/man3' \
	    '$(DESTDIR)$(MANDIR)/man5' '$(DESTDIR)$(MANDIR)/man7'
	install -m 755 $(B)/smac '$(DESTDIR)$(BINDIR)/smac'
	install -m 644 share/signals.conf '$(DESTDIR)$(DATADIR)/smac/'
	install -m 644 share/smac-audit.schema.json '$(DESTDIR)$(DATADIR)/smac/'
	for page in $(wildcard man/*.[1357]); do \
	    install -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}/"; \
	done

install-libraries: libraries
	install -d '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(INCLUDEDIR)'
	install -m 644 include/smac.h '$(DESTDIR)$(INCLUDEDIR)/smac.h'
	install -m 644 $(B)/libsmac.a '$(DESTDIR)$(LIBDIR)/libsmac.a'
	install -m 755 $(B)/$(so) '$(DESTDIR)$(LIBDIR)/$(so)'
	ln -sf $(so) '$(DESTDIR)$(LIBDIR)/libsmac.so.$(SOVERSION)'
	ln -sf libsmac.so.$(SOVERSION) '$(DESTDIR)$(LIBDIR)/libsmac.so'
	$(fill_pc) smac.pc.in > '$(DESTDIR)$(LIBDIR)/pkgconfig/smac.pc'
	chmod 644 '$(DESTDIR)$(LIBDIR)/pkgconfig/smac.pc'

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(BINDIR)/smac' '$(DESTDIR)$(INCLUDEDIR)/smac.h' \
	    '$(DESTDIR)$(LIBDIR)/libsmac.a' '$(DESTDIR)$(LIBDIR)/$(so)' \
	    '$(DESTDIR)$(LIBDIR)/libsmac.so.$(SOVERSION)' \
	    '$(DESTDIR)$(LIBDIR)/libsmac.so' \
	    '$(DESTDIR)$(LIBDIR)/pkgconfig/smac.pc' \
	    '$(DESTDIR)$(DATADIR)/smac/smac-audit.schema.json' \
	    '$(DESTDIR)$(DATADIR)/smac/signals.conf'
	for page in $(notdir $(wildcard man/*.[1357])); do \
	    rm -f "$(DESTDIR)$(MANDIR)/man$${page##*.}/$$page"; \
	done

# reference_names.h is one macro of 900 lines: clang-format takes all memory.
# unicode_table.h was written by a program, and smac.h is laid out by hand.
formatted_files := $(filter-out src/reference_names.h src/unicode_table.h, \
    $(wildcard src/*.[ch] src/static/*.[ch] src/cli/*.[ch] \
    tests/*.[ch] tests/*/*.[ch] fuzz/*.[ch] bench/*.[ch] tools/*.[ch]))
.PHONY: format formatted clean help
format: ## lay out the C files as .clang-format says
	$(Q)clang-format -i $(formatted_files)
formatted:
	@printf '%s\n' $(formatted_files)

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
	    awk -F'|' '{ printf "  %-15s %s\n", $$1, $$2 }'

-include $(wildcard $(B)/lib/*.d $(B)/static/*.d $(B)/cli/*.d $(B)/tests/*.d $(B)/fuzz/*.d \
    $(B)/bench/*.d $(B)/parity/*.d)
