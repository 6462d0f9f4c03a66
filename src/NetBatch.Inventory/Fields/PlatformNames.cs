using System.Collections.Frozen;

namespace NetBatch.Inventory.Fields;

/// <summary>Other tools' names for platforms, turned into ours.</summary>
internal static class PlatformNames
{
    // Names as Ansible (ansible_network_os), NAPALM, Netmiko, scrapli and NetBox's usual slugs write them.
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["ios"] = "cisco_ios", ["cisco_ios_ios"] = "cisco_ios",
        ["iosxe"] = "cisco_iosxe", ["ios_xe"] = "cisco_iosxe", ["cisco_xe"] = "cisco_iosxe", ["cisco_ios_xe"] = "cisco_iosxe",
        ["nxos"] = "cisco_nxos", ["nx_os"] = "cisco_nxos", ["nxos_ssh"] = "cisco_nxos", ["cisco_nxos_nxos"] = "cisco_nxos", ["cisco_nx_os"] = "cisco_nxos",
        ["iosxr"] = "cisco_iosxr", ["ios_xr"] = "cisco_iosxr", ["cisco_xr"] = "cisco_iosxr", ["cisco_ios_xr"] = "cisco_iosxr", ["cisco_iosxr_iosxr"] = "cisco_iosxr",
        ["eos"] = "arista_eos", ["arista"] = "arista_eos", ["arista_eos_eos"] = "arista_eos",
        ["junos"] = "juniper_junos", ["juniper"] = "juniper_junos", ["junipernetworks_junos_junos"] = "juniper_junos", ["junos_os"] = "juniper_junos",
        ["vyos_vyos_vyos"] = "vyos", ["vyos_vyos"] = "vyos",
        ["frr_frr_frr"] = "frr", ["vtysh"] = "frr", ["frrouting"] = "frr",
        ["debian"] = "linux", ["ubuntu"] = "linux", ["rhel"] = "linux", ["centos"] = "linux", ["cumulus_linux"] = "linux", ["linux_ssh"] = "linux",
        ["huawei"] = "huawei_vrp", ["vrp"] = "huawei_vrp", ["ce"] = "huawei_vrp", ["huawei_vrpv8"] = "huawei_vrp", ["community_network_ce"] = "huawei_vrp",
        ["comware"] = "hp_comware", ["hpe_comware"] = "hp_comware", ["h3c_comware"] = "hp_comware",
        ["routeros"] = "mikrotik_routeros", ["mikrotik"] = "mikrotik_routeros", ["community_routeros_routeros"] = "mikrotik_routeros",
        ["fortios"] = "fortinet_fortios", ["fortinet"] = "fortinet_fortios", ["fortigate"] = "fortinet_fortios", ["fortinet_fortios_fortios"] = "fortinet_fortios",
        ["sros"] = "nokia_sros", ["nokia_sros_md"] = "nokia_sros", ["nokia_sros_classic"] = "nokia_sros", ["alcatel_sros"] = "nokia_sros", ["timos"] = "nokia_sros",
    }.ToFrozenDictionary();

    /// <summary>
    /// Our name for the platform. A name in the known list wins over an alias, so that a user's own platform file
    /// called <c>ios</c> is used. Without a list every name is allowed.
    /// </summary>
    /// <param name="written">The name as written.</param>
    /// <param name="known">The platforms that exist, or null where that is judged later.</param>
    /// <returns>The name, or null where it is not in the list.</returns>
    public static string? Resolve(string written, IReadOnlyCollection<string>? known)
    {
        var key = written.Trim().ToLowerInvariant().Replace('-', '_').Replace('.', '_').Replace(' ', '_');
        if (known is null)
        {
            return Aliases.GetValueOrDefault(key, written.Trim());
        }

        var alias = Aliases.GetValueOrDefault(key, key);

        return InList(written.Trim(), known) ?? InList(key, known) ?? InList(alias, known)
            // One file serves both where the house has no own one for IOS XE: the command lines are the same.
            ?? (alias == "cisco_iosxe" ? InList("cisco_ios", known) : null);
    }

    private static string? InList(string name, IReadOnlyCollection<string> known) =>
        known.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase));
}
