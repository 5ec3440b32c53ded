/**
 * Names of devices that hold a word which programs are known by, as makers write them into user agents.
 * Source: models and brands of node-device-detector 2.2.7 (MIT), a port of Matomo's: the 33 of 12,424 that isbot 5.2.3
 * takes for programs; and forms in its patterns that differ from a model's name ("Capture+", "Newsday_A1").
 */
const DEVICES = [
  ...['Superion Radar Deluxe 2', 'Discovery', 'Discovery A10.302', 'Discovery 1001A', 'Discovery 1001', 'Java'],
  ...['Discovery II Mini', 'GM Discovery II', 'Discovery Tab 8', 'GoogleTV', 'S60 Discovery (2019)'],
  ...['S60 Discovery Plus', 'S60 Discovery Pro (2022)', 'S88 Discovery', 'Discovery II', 'POWER BOT'],
  ...['4K Google TV Stick', 'Node A8 3G', 'Redmi Note 12 Discovery', 'Archive 7P', 'Capture Plus', 'Discovery 2 Me'],
  ...['ScanPal EDA71', 'Spider 8', 'Google TV', 'Google X1', 'ProScan X1', 'Matco Tools X1', 'NewsMy X1', 'Newsday X1'],
  ...['iRobot X1', 'FOSSiBOT F102', 'Spider X1', 'XBot Junior', 'XBot_Senior', 'Newsday_A1', 'Newsday N2+', 'Capture+'],
  ...['CG|EON Blaze GOLD', 'Radar Deluxe 2', 'NETBOX-Prime'],
];

/**
 * As they were sent.
 * Source: issues of matomo-org/device-detector (7508, 5674), omrilotan/isbot (29, 190, 284) and http-browserdetect (136);
 * tests of shaka-player (Apache-2.0); fixtures of isbot (Unlicense); JayBizzle/Crawler-Detect (117), WhichBrowser/Parser-PHP (573).
 */
const SEEN = [
  'Mozilla/5.0 (Linux; Android 11; Arcelik Google TV Build/RTM6.230109.257; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/118.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; Google TV Streamer) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 12; Chromecast with Google TV Build/STTE.220621.019.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 CrKey/1.66.332856',
  'Mozilla/5.0 (Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/77.0.3865.120 Safari/537.36 OPR/46.0.2207.0 OMI/4.20.3.54.Catcher2.202 HbbTV/1.5.1 (+DRM;Hisense;SmartTV_2020;V0000.01.00S.M0222;HE65U6F1UWTSG;SmartTV_2020;) FVC/4.0 (Hisense;SmartTV_2020;) LaTivu_1.0.1_2020',
  'Mozilla/5.0 (Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/84.0.4147.140 Safari/537.36 OPR/46.0.2207.0 OMI/4.21.2.50.Honey.214 Model/Hisense-NT72671D VIDAA/6.0(Hisense;SmartTV;75A60GEVS;NT72671/V0000.01.00R.N0113;UHD;75A6GE;)',
  'Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.182 Odin/88.4324.2.10 Safari/537.36 Model/Hisense-MT9602 VIDAA/6.0(Hisense;SmartTV;43A53FUV;MTK9602/V0000.06.12A.N0406;UHD;HU43A6100F;)',
  'Mozilla/5.0 (Linux; Android 6.0.1; M BOT TAB 101 Build/MOB30R) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.2840.85 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 8.0.0; CUBOT_P20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.110 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 13; Pixel 6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/104.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 10; HD1900 Build/QKQ1.190716.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/75.0.3770.156 Mobile Safari/537.36 aweme_230400 JsSdk/1.0 NetType/WIFI AppName/aweme app_version/23.4.0 ByteLocale/zh-CN Region/CN BytedanceWebview/d8a21c6',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0.4758.102 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  'Mozilla/5.0 (X11; CrOS x86_64 13904.66.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4472.114 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1 (Ecosia ios@9.2.3.1367)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 DuckDuckGo/7',
  'Mozilla/5.0 (Linux; Android 8.1.0; XBot Junior Build/O11019; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/65.0.3325.109 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; U; Android 5.1; zh-cn; 1501_M02 Build/LMY47D) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30 SogouMSE,SogouMobileBrowser/4.1.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 SogouMobileBrowser/5.19.3',
  'Mozilla/5.0 (Linux; Android 9; JKM-AL00a Build/HUAWEIJKM-AL00a; wv) AppleWebKit/537.36 (KHTML, like Gecko) S3 Version/4.0 Chrome/72.0.3626.121 Mobile Safari/537.36 SGInfo/1080/2137/3.0 SogouSearch Android1.0 version3.0 AppVersion/7352 NoHead',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
];

/** User agents of browsers that can run the tag. */
export const BROWSER_AGENTS: readonly string[] = [
  ...DEVICES.map(
    (device) =>
      `Mozilla/5.0 (Linux; Android 13; ${device} Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36`,
  ),
  ...SEEN,
];
