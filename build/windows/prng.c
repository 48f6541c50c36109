/* What Wine 8 lacks of bcryptprimitives.dll, from which every Go program for Windows takes its randomness. Only for trying under Wine. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) { return RtlGenRandom(bytes, (ULONG)length); }
