namespace NetBatch.Ssh.Tests.Cases;

/// <summary>
/// Where the situations that admins have reported in public of other tools are tested, by the name of each. Those that are no matter of a
/// session stand elsewhere:
/// <list type="bullet">
/// <item>extends_itself: NetBatch.Platforms.Tests, ExtendsTests.Extends_ItsOwnName_ChangesTheOneThatComesWithNetBatch</item>
/// <item>extends_take_away: NetBatch.Platforms.Tests, ExtendsTests.Extends_MemberTakenAway_IsGone</item>
/// <item>inv_ansible_list_json: NetBatch.Inventory.Tests, InventoryKindsTests.Read_AnsibleInventoryList_GivesHostsWithTheirVariables</item>
/// <item>inv_cidr: NetBatch.Inventory.Tests, NetworkAddressTests.ToDevice_NetworkInPlaceOfADevice_IsRefused</item>
/// <item>inv_proxycommand: NetBatch.Inventory.Tests, ProxyCommandTests.Read_ProxyCommandThatJumps_IsAJumpHost</item>
/// <item>inv_rancid_router_db: NetBatch.Inventory.Tests, InventoryKindsTests.Read_RouterDbOfRancid_KnowsItsTypes</item>
/// <item>inv_secret_labels: NetBatch.Inventory.Tests,
/// SecretColumnTests.ToDevice_ColumnWhoseNameHasAPartOfASecret_IsRefusedAndNotQuoted</item>
/// <item>inv_ssh_include: NetBatch.Inventory.Tests, SshConfigTests.Read_Include_ReadsTheFilesInTheirPlace</item>
/// <item>inv_unknown_platform: NetBatch.Inventory.Tests, SkipInvalidTests.Read_RowsThatCannotBeUsed_AreLeftOutAndTold;
/// NetBatch.Platforms.Tests, NamesTests</item>
/// <item>inv_vault_inline: NetBatch.Inventory.Tests,
/// InventoryKindsTests.Read_InlineVault_IsPassedOverWhereItIsASecret_AndRefusedWhereItIsNeeded</item>
/// <item>ios_snippet: NetBatch.Hosting.Tests, ConfigLinesFileTests.Read_AnotherEncoding_IsRefusedWithFileAndLine</item>
/// </list>
/// </summary>
public sealed class ReportedCaseTests
{
    [Theory]
    [InlineData("aireos", "Shell.ShellIdentityTests", "AnswerAsync_NameAndPassword_AreGivenOnceEach")]
    [InlineData("asa", "Cases.ReportedFirewallTests", "Asa_Change_IsSavedOrToldAsRefused")]
    [InlineData("comware_cmdline", "Shell.ContextTests", "ConnectAsync_CommandLineThatMustBeUnlocked_IsByTheEnableSecret")]
    [InlineData("config_log_after_end", "Work.RefusalTests", "RunAsync_LogLineBehindThePromptOfTheLastEnd_EndsAtOnce")]
    [InlineData("config_question", "Cases.ReportedDeviceTests", "Config_question_IsAnsweredFromTheAnswersAlone")]
    [InlineData("enable_user_prompt", "Shell.PrivilegeTests", "RaisePrivilegeAsync_AskedForANameFirst_GivesTheLoginsAndThenTheSecret")]
    [InlineData("eos_prompt_time", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("fortios_ha_role", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("fortios_half_policy", "Work.RefusalTests", "RunAsync_LineRefusedWithinAnOpenSection_AbortsItAndNamesWhatWasSaved")]
    [InlineData("fortios_multiline", "Cases.ReportedDeviceTests", "Fortios_multiline_ValueIsSentLineByLine")]
    [InlineData("fortios_vdom", "Shell.ContextTests", "RunAsync_CommandsThatOnlyMove_ReadAndMayChangeTheMode")]
    [InlineData("ios_exec_timestamp", "Cases.ReportedDeviceTests", "Refusal_BelowOtherLines_IsOne")]
    [InlineData("ios_overlap", "Work.RefusalTests", "RunAsync_UnknownMarkedLine_StopsTheChangeAndTellsHowToAllowIt")]
    [InlineData("ios_save_fail", "Work.RefusalTests", "RunAsync_SaveThatDoesNotSayItSaved_Fails")]
    [InlineData("ios_vrf_missing", "Work.RefusalTests", "RunAsync_UnknownMarkedLine_StopsTheChangeAndTellsHowToAllowIt")]
    [InlineData("junos_logical_system", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("junos_re0_shell", "Cases.ReportedDeviceTests", "Junos_re0_shell_IsLeftByCli")]
    [InlineData("keepalive_unanswered", "Transport.SshNet.InProcessTests", "Ending_ServerThatNeverAnsweredIsSilent_IsNotTakenForGone")]
    [InlineData("key_and_password", "Transport.KeyAndPasswordTests", "OpenAsync_KeyThenPassword_LogsIn")]
    [InlineData("late_bytes", "Work.RefusalTests", "RunAsync_OutputGoesOnBehindALineLikeThePrompt_IsTold")]
    [InlineData("latin1", "Shell.DeviceEncodingTests", "RunAsync_DeviceWithAnEncoding_HearsAndSpeaksIt")]
    [InlineData("log_after_prompt", "Cases.ReportedDeviceTests", "Log_after_prompt_CutsNothingAndFailsNothing")]
    [InlineData("login_in_config", "Cases.ReportedDeviceTests", "Login_in_config_IsLeftFirst")]
    [InlineData("nxos_standby", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("otp_first", "Transport.SshNet.OneAnswerTests", "Answer_QuestionOfAnotherSecret_SaysWhichAndKeepsThePassword")]
    [InlineData("otp_second", "Transport.SshNet.OneAnswerTests", "Answer_CodeWithoutASource_SaysThatASecretIsMissingAndNotThatOneWasWrong")]
    [InlineData("panos", "Cases.ReportedFirewallTests", "Panos_Change_IsCommittedOrReverted")]
    [InlineData("procurve", "Shell.DrawnLineTests", "RunAsync_SwitchThatDraws_GivesLinesAlone")]
    [InlineData("prompt_counter", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("rsa768", "Transport.SshNet.InProcessTests", "OpenAsync_HostKeyIsTooShort_SaysSoAndWhatToDo")]
    [InlineData("silent_console", "Cases.ReportedDeviceTests", "Silent_console_GetsOneEnter")]
    [InlineData("slow_commit", "Work.RefusalTests", "RunAsync_CommitThatTellsItsProgress_IsWaitedForWithinItsOwnLimit")]
    [InlineData("vrp_hostname_space", "Cases.ReportedDeviceTests", "Prompt_OfAReportedDevice_IsLearned")]
    [InlineData("vrp_save_filename", "Cases.ReportedDeviceTests", "Vrp_save_filename_IsTheOneThatTheDeviceOffers")]
    [InlineData("xr_not_authorized", "Cases.ReportedDeviceTests", "Refusal_BelowOtherLines_IsOne")]
    [InlineData("xr_wrong_section", "Work.RefusalTests", "RunAsync_SectionNotEntered_SendsNothingBelowIt")]
    public void Case_ByItsName_HasATest(string name, string type, string method) =>
        typeof(ReportedCaseTests).Assembly.GetType($"NetBatch.Ssh.Tests.{type}")?.GetMethod(method).ShouldNotBeNull(name);
}
