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

Function .onInit
  !insertmacro wails.checkArchitecture
FunctionEnd

Section
  !insertmacro wails.setShellContext
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
SectionEnd

# Takes away what was installed and nothing else: not the records in $APPDATA, and no file that somebody put beside the program.
Section "uninstall"
  !insertmacro wails.setShellContext
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
