"""Zenodo's licences that SPDX does not have, and old names that it still accepts."""

from collections.abc import Mapping

_OLD_NAMES = """
apache=Apache-1.0 apgl-v3=AGPL-3.0-only attribution=AAL bsd-license=BSD-1-Clause
canada-crown=OGL-Canada-2.0 cc-nc=CC-BY-NC-2.0 cc-zero=CC0-1.0 cddl1=CDDL-1.0
cuaoffice=CUA-OPL-1.0 ecl2=ECL-2.0 eclipse-1.0=EPL-1.0 eiffel=EFL-1.0 fal=LAL-1.2
frameworx=Frameworx-1.0 gfdl=GFDL-1.1-only ibmpl=IPL-1.0 intel-osl=Intel
lucent1.02=LPL-1.02 mozilla=MPL-1.0 mozilla1.1=MPL-1.1 nethack=NGPL nosl3.0=NPOSL-3.0
oclc2=OCLC-2.0 odc-by=ODC-By-1.0 odc-odbl=ODbL-1.0 odc-pddl=PDDL-1.0 openfont=OFL-1.0
opengroup=OGTSL php=PHP-3.0 pythonpl=Python-2.0 pythonsoftfoundation=PSF-2.0 real=RPSL-1.0
ricohpl=RSCPL sun-issl=SISSL sunpublic=SPL-1.0 sybase=Watcom-1.0 uk-ogl=OGL-UK-1.0
uoi-ncsa=NCSA ver2_eiffel=EFL-2.0 vovidapl=VSL-1.0 zpl=ZPL-1.1
"""
OLD_NAMES: Mapping[str, str] = {
    name: spdx for name, _, spdx in (pair.partition("=") for pair in _OLD_NAMES.split())
}
"""Old names that Zenodo accepts -> SPDX identifiers, with a version even if the name has none."""

ZENODO_LICENSES: Mapping[str, str] = {
    "against-drm": "Against DRM",
    "dli-model-use": "Statistics Canada: Data Liberation Initiative (DLI) - Model Data Use Licence",
    "dsl": "Design Science License",
    "eurofound": "Eurofound license",
    "geo-no-fee-unrestricted": (
        "No Fee Unrestricted Use License Agreement For Government Geographic Data (Canada)"
    ),
    "geogratis": "Geogratis Licence Agreement",
    "hesa-withrights": "Higher Education Statistics Agency Copyright with data.gov.uk rights",
    "jabber-osl": "Jabber Open Source License",
    "localauth-withrights": "Local Authority Copyright with data.gov.uk rights",
    "lucent-plan9": "Lucent Public License (Plan9)",
    "met-office-cp": "Met Office UK Climate Projections Licence Agreement",
    "mitre": "MITRE Collaborative Virtual Workspace License (CVW License)",
    "notspecified": "License Not Specified",
    "other-at": "Other (Attribution)",
    "other-closed": "Other (Not Open)",
    "other-nc": "Other (Non-Commercial)",
    "other-open": "Other (Open)",
    "other-pd": "Other (Public Domain)",
    "qtpl": "Qt Public License (QPL)",
    "ukclickusepsi": "UK Click Use PSI",
    "ukcrown": "UK Crown Copyright",
    "ukcrown-withrights": "UK Crown Copyright with data.gov.uk rights",
    "ukpsi": "UK PSI Public Sector Information",
    "user-jsim": "JSIM Software License",
    "zenodo-freetoread-1.0": (
        "Free for private use; right holder retains other rights, including distribution"
    ),
}
"""Names of its other licences by identifier."""
