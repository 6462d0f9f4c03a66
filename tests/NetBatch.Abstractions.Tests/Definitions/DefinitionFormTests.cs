namespace NetBatch.Abstractions.Tests;

public sealed class DefinitionFormTests
{
    [Theory]
    [InlineData("{ \"name\": \"x\",\n  \"jobNam\": \"y\" }", "line 2: there is no member 'jobNam'.")]
    [InlineData("{ \"name\": \"x\"\n  \"jobName\": \"y\" }", "the JSON is broken at line 2, byte 3")]
    [InlineData("{ \"name\": \"x\",\n \"parameters\": [\n  { \"name\": \"a\" },\n  { \"name\": \"b\",\n \"type\": \"wholenum\" } ] }",
        "line 5: the value of 'parameters[1].type' does not fit; it may be Text, ")]
    [InlineData("{ \"name\": \"x\",\n \"tags\": [ \"a\",\n 5 ] }", "line 3: the value of 'tags[1]' does not fit; it is a text.")]
    [InlineData("{ \"name\": \"x\",\n \"rules\": { \"rolling\":\n 5 } }",
        "line 2: the value of 'rules.rolling' does not fit; it is true or false.")]
    [InlineData("[]", "It is no JSON object.")]
    [InlineData("", "the JSON is broken at line 1, byte 1")]
    public void FromJson_NotTheForm_TellsLineMemberAndWhatFits(string json, string said)
    {
        var refused = Should.Throw<NetBatchException>(() => JobTemplate.FromJson(json));
        refused.Code.ShouldBe(ErrorCode.InvalidArgument);
        refused.Message.ShouldStartWith($"The template cannot be read: {said}");
        refused.Message.ShouldNotContain("NetBatch.");
    }

    [Fact]
    public void FromJson_HalfACharacter_IsAnErrorToActOn() =>
        // An attribute could not hold it.
        Should.Throw<NetBatchException>(() => JobTemplate.FromJson($$"""{ "name": "{{(char)0xd800}}" }""")).Code
            .ShouldBe(ErrorCode.InvalidArgument);

    /// <summary>What a member holds may be a secret that stands in the wrong place.</summary>
    [Fact]
    public void FromJson_SecretInAMemberThatThereIsNot_IsNotRepeated() =>
        Should.Throw<NetBatchException>(() =>
            JobTemplate.FromJson("""{ "name": "x", "credential": { "source": "hunter2", "password": "hunter3" } }"""))
            .Message.ShouldNotContain("hunter");
}
