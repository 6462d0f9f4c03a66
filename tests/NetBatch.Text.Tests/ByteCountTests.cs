namespace NetBatch.Text.Tests;

/// <summary>Numbers of bytes as people write them: bytes by 1,024 as in PowerShell, bits by 1,000 as lines are sold.</summary>
public sealed class ByteCountTests
{
    [Theory]
    [InlineData("500000", 500_000L)]
    [InlineData("64K", 65_536L)]
    [InlineData("5MB", 5_242_880L)]
    [InlineData("5MB/s", 5_242_880L)]
    [InlineData("5 MiB/s", 5_242_880L)]
    [InlineData("5MBps", 5_242_880L)]
    [InlineData("1.5GB", 1_610_612_736L)]
    [InlineData("40Mbit", 5_000_000L)]
    [InlineData("40Mbit/s", 5_000_000L)]
    [InlineData("100kbps", 12_500L)]
    [InlineData("1Gbps", 125_000_000L)]
    [InlineData("8bit/s", 1L)]
    public void Rate_Forms(string text, long expected) => ByteCount.Rate(text).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("-5MB")]
    [InlineData("\uFF15MB")]
    [InlineData("5Mb")] // bits to some, bytes to others
    [InlineData("5mb/s")]
    [InlineData("5MB/min")]
    [InlineData("5,5MB")]
    [InlineData("MB")]
    [InlineData("5XB")]
    [InlineData("5MB\n5MB")]
    [InlineData("999999999999999TB")]
    public void Rate_WhatIsNone(string text) => ByteCount.Rate(text).ShouldBeNull();

    [Theory]
    [InlineData("512M", 536_870_912L)]
    [InlineData("512mb", 536_870_912L)]
    [InlineData("2G", 2_147_483_648L)]
    [InlineData("1048576", 1_048_576L)]
    [InlineData("12B", null)]
    [InlineData("5MB/s", null)]
    [InlineData("K", null)]
    public void Size_Forms(string text, long? expected) => ByteCount.Size(text).ShouldBe(expected);
}
