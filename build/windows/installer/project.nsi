Unicode true

# Installs for one user, without an administrator. Names and numbers come from wails.json, through wails_tools.nsh, which Wails writes.
!ifndef REQUEST_EXECUTION_LEVEL
  !define REQUEST_EXECUTION_LEVEL "user"
!endif
!ifndef WAILS_INSTALL_SCOPE
  !define WAILS_INSTALL_SCOPE "user"
!endif
!include "wails_tools.nsh"
!include "MUI2.nsh"
!include "LogicLib.nsh"

VIProductVersion "${INFO_PRODUCTVERSION}.0"
VIFileVersion "${INFO_PRODUCTVERSION}.0"
VIAddVersionKey "CompanyName" "${INFO_COMPANYNAME}"
VIAddVersionKey "FileDescription" "${INFO_PRODUCTNAME}"
VIAddVersionKey "ProductVersion" "${INFO_PRODUCTVERSION}"
VIAddVersionKey "FileVersion" "${INFO_PRODUCTVERSION}"
VIAddVersionKey "LegalCopyright" "${INFO_COPYRIGHT}"
VIAddVersionKey "ProductName" "${INFO_PRODUCTNAME}"

ManifestDPIAware true
Name "${INFO_PRODUCTNAME}"
OutFile "..\..\bin\${INFO_PROJECTNAME}-${ARCH}-installer.exe"
InstallDir "$LOCALAPPDATA\Programs\${INFO_PRODUCTNAME}"

!define MUI_ICON "..\icon.ico"
!define MUI_UNICON "..\icon.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PRODUCT_EXECUTABLE}"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

# The first is for who speaks neither.
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_LANGUAGE "English"

!define CLASS "Verwoord.Document"

LangString RUNNING ${LANG_DUTCH} "Verwoord is nog open. Sluit alle vensters van Verwoord, en probeer het dan opnieuw."
LangString RUNNING ${LANG_ENGLISH} "Verwoord is still open. Close all its windows, and then try again."
LangString NO_WEBVIEW2 ${LANG_DUTCH} "Verwoord is geïnstalleerd, maar kan nog geen venster tonen: de WebView2-runtime van Microsoft ontbreekt, en was niet op te halen. Installeer die met het installatieprogramma dat zonder netwerk werkt (Evergreen Standalone Installer, van developer.microsoft.com/microsoft-edge/webview2)."
LangString NO_WEBVIEW2 ${LANG_ENGLISH} "Verwoord is installed, but cannot show a window yet: Microsoft's WebView2 runtime is missing, and could not be fetched. Install it with the installer that needs no network (Evergreen Standalone Installer, from developer.microsoft.com/microsoft-edge/webview2)."

# What a silent run ends with, besides what NSIS itself gives: 32 is ERROR_SHARING_VIOLATION.
!define RC_NO_WEBVIEW2 3
!define RC_RUNNING 32

# A program that runs cannot be replaced or deleted. Without a look beforehand a silent run would say that all went well, and leave the old
# program under the new version's name, or a program without its uninstaller. A person is asked to close it; a silent run ends.
!macro FREE FILE
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${FILE}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} 'MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL'
      SetErrorLevel ${RC_RUNNING}
      Abort "$(RUNNING)"
    ${EndIf}
  ${Loop}
!macroend

# The bootstrapper of WebView2 needs a network, and says nothing when it has none. Whether the runtime is there is in the registry:
# learn.microsoft.com/microsoft-edge/webview2/concepts/distribution, "Detect if a WebView2 Runtime is already installed".
!macro EXPECT_WEBVIEW2
  !define EDGE_CLIENT "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
  SetRegView 64
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${EDGE_CLIENT}" "pv"
  ReadRegStr $1 HKCU "Software\${EDGE_CLIENT}" "pv"
  ${If} "$0$1" == ""
  ${OrIf} "$0$1" == "0.0.0.0"
    DetailPrint "$(NO_WEBVIEW2)"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_WEBVIEW2)" /SD IDOK
    SetErrorLevel ${RC_NO_WEBVIEW2}
  ${EndIf}
!macroend

Function .onInit
  !insertmacro wails.checkArchitecture
FunctionEnd

Section
  !insertmacro wails.setShellContext
  !insertmacro FREE "${PRODUCT_EXECUTABLE}"
  !insertmacro FREE "verwoord-cli.exe"
  !insertmacro wails.webview2runtime
  SetOutPath $INSTDIR
  !insertmacro wails.files
  # The command line: a program with a window has no console to print in.
  File /nonfatal "/oname=verwoord-cli.exe" "..\..\bin\verwoord-cli-${ARCH}.exe"
  CreateShortcut "$SMPROGRAMS\${INFO_PRODUCTNAME}.lnk" "$INSTDIR\${PRODUCT_EXECUTABLE}"

  # Dossiers and documents can be opened with the program. Whatever opened them before still does by itself; a dossier that nothing opened is
  # the program's.
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "${INFO_PRODUCTNAME}"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\${PRODUCT_EXECUTABLE},0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\${PRODUCT_EXECUTABLE}" "%1"'
  WriteRegStr HKCU "Software\Classes\.json\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\.pdf\OpenWithProgids" "${CLASS}" ""
  ReadRegStr $0 HKCR ".json" ""
  ${If} $0 == ""
    WriteRegStr HKCU "Software\Classes\.json" "" "${CLASS}"
  ${EndIf}
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)" # SHCNE_ASSOCCHANGED

  !insertmacro wails.writeUninstaller
  !insertmacro EXPECT_WEBVIEW2
SectionEnd

# Takes away what was installed and nothing else: not the records in $APPDATA, and no file that somebody put beside the program.
Section "uninstall"
  !insertmacro wails.setShellContext
  !insertmacro FREE "${PRODUCT_EXECUTABLE}"
  !insertmacro FREE "verwoord-cli.exe"
  Delete "$INSTDIR\${PRODUCT_EXECUTABLE}"
  Delete "$INSTDIR\verwoord-cli.exe"
  Delete "$SMPROGRAMS\${INFO_PRODUCTNAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  ReadRegStr $0 HKCU "Software\Classes\.json" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "Software\Classes\.json" ""
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.json\OpenWithProgids" "${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.pdf\OpenWithProgids" "${CLASS}"
  !insertmacro wails.deleteUninstaller
  RMDir $INSTDIR
SectionEnd
