/* SPDX-License-Identifier: MIT */
/* Parts of libxml2 that smac never comes to, and that its parser names all the
 * same. The static program has these in their place, so the linker leaves the
 * parts away, and with them what they need: the network, liblzma, and a third
 * of libxml2. smac hands it memory to parse, and asks for no schema. */
#include <libxml/nanoftp.h>
#include <libxml/nanohttp.h>
#include <libxml/relaxng.h>
#include <libxml/xmlschemastypes.h>
#include <libxml/xpath.h>
#include <stddef.h>

/* ---- XPath and schemas: nothing to set up or to clean up ------------------ */

void
xmlXPathInit(void)
{
}

void
xmlSchemaCleanupTypes(void)
{
}

void
xmlRelaxNGCleanupTypes(void)
{
}

/* ---- HTTP and FTP: nothing can be opened --------------------------------- */

void *
xmlNanoHTTPOpen(const char *address, char **type)
{
    (void)address, (void)type;
    return NULL;
}

void *
xmlNanoHTTPMethod(const char *address, const char *method, const char *input,
                  char **type, const char *headers, int length)
{
    (void)address, (void)method, (void)input;
    (void)type, (void)headers, (void)length;
    return NULL;
}

int
xmlNanoHTTPRead(void *context, void *to, int length)
{
    (void)context, (void)to, (void)length;
    return -1;
}

void
xmlNanoHTTPClose(void *context)
{
    (void)context;
}

int
xmlNanoHTTPReturnCode(void *context)
{
    (void)context;
    return -1;
}

const char *
xmlNanoHTTPRedir(void *context)
{
    (void)context;
    return NULL;
}

const char *
xmlNanoHTTPEncoding(void *context)
{
    (void)context;
    return NULL;
}

const char *
xmlNanoHTTPMimeType(void *context)
{
    (void)context;
    return NULL;
}

void *
xmlNanoFTPOpen(const char *address)
{
    (void)address;
    return NULL;
}

int
xmlNanoFTPRead(void *context, void *to, int length)
{
    (void)context, (void)to, (void)length;
    return -1;
}

int
xmlNanoFTPClose(void *context)
{
    (void)context;
    return -1;
}

/* ---- xz: libxml2's own functions, which no header declares ---------------- */

void *__libxml2_xzopen(const char *path, const char *mode);
void *__libxml2_xzdopen(int fd, const char *mode);
int __libxml2_xzread(void *file, void *to, unsigned length);
int __libxml2_xzclose(void *file);
int __libxml2_xzcompressed(void *file);

void *
__libxml2_xzopen(const char *path, const char *mode)
{
    (void)path, (void)mode;
    return NULL;
}

void *
__libxml2_xzdopen(int fd, const char *mode)
{
    (void)fd, (void)mode;
    return NULL;
}

int
__libxml2_xzread(void *file, void *to, unsigned length)
{
    (void)file, (void)to, (void)length;
    return -1;
}

int
__libxml2_xzclose(void *file)
{
    (void)file;
    return -1;
}

int
__libxml2_xzcompressed(void *file)
{
    (void)file;
    return -1;
}
