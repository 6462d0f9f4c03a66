namespace NetBatch.Remediation;

/// <summary>
/// Steps after reading that a rule file can ask for by name: they bring what a device prints in several ways into
/// the one way in which two configs can be compared.
/// </summary>
internal static class Normaliser
{
    private static readonly Dictionary<string, Action<ConfigTree>> Steps = new(StringComparer.Ordinal)
    {
        ["strip_ipv6_acl_sequence"] = AccessLists.StripIpv6Sequence,
        ["drop_ipv4_acl_remarks"] = AccessLists.DropIpv4Remarks,
        ["number_ipv4_acl"] = AccessLists.NumberIpv4,
        ["number_acl"] = AccessLists.Number,
        ["split_interface_ranges"] = InterfaceRanges.Split,
        ["split_vlans"] = VlanLists.SplitAll,
        ["procurve_port_access"] = ProcurvePorts.SplitPortAccess,
        ["procurve_device_profile"] = ProcurvePorts.SplitDeviceProfiles,
        ["routeros_members"] = RouterOsLines.Sort,
        ["procurve_vlan_ports"] = ProcurvePorts.MoveVlanPorts,
    };

    public static IReadOnlyCollection<string> Names => Steps.Keys;

    public static void Run(string name, ConfigTree tree) => Steps[name](tree);
}
